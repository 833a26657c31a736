using Akka.Scheduler.Engine.Executors;
using Akka.Scheduler.Executors.Grpc;
using Akka.Scheduler.Executors.Http;
using Akka.Scheduler.Executors.Noop;
using Akka.Scheduler.Executors.Shell;
using Akka.Scheduler.Hosting.Configuration;

namespace Akka.Scheduler.Hosting.Runtime;

/// <summary>The built-in executors, as configured.</summary>
internal static class ExecutorSet
{
    public static IReadOnlyList<ITaskExecutor> Make(ExecutorsSection options, TimeProvider time)
    {
        var executors = new List<ITaskExecutor>();
        if (options.Noop.Enabled) executors.Add(new NoopExecutor(time));

        // A shell that is off stays known, so that a task for it is told which key turns it on.
        executors.Add(new ShellExecutor(
            new ShellOptions
            {
                Enabled = options.Shell.Enabled,
                KillGrace = options.Shell.KillGrace,
                MaxOutput = options.Shell.MaxOutput,
                WorkingDirectory = options.Shell.WorkingDirectory,
                PassEnvironment = options.Shell.Environment,
            },
            time));
        if (options.Http.Enabled)
        {
            executors.Add(new HttpExecutor(
                new HttpOptions
                {
                    AllowPrivateNetworks = options.Http.AllowPrivateNetworks,
                    AllowedHosts = options.Http.AllowedHosts,
                    ConnectTimeout = options.Http.ConnectTimeout,
                    MaxConnectionsPerHost = options.Http.MaxConnectionsPerHost,
                    MaxResponse = (int)options.Http.MaxResponse,
                },
                time));
        }

        if (options.Grpc.Enabled)
        {
            executors.Add(new GrpcExecutor(
                new GrpcOptions
                {
                    AllowPrivateNetworks = options.Grpc.AllowPrivateNetworks,
                    AllowedHosts = options.Grpc.AllowedHosts,
                    ConnectTimeout = options.Grpc.ConnectTimeout,
                    MaxResponse = (int)options.Grpc.MaxResponse,
                    Authorities = options.Grpc.Authorities,
                },
                time));
        }

        return executors;
    }
}
