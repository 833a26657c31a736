using Akka.Scheduler.Engine.Executors;
using Akka.Scheduler.Executors.Handlers;
using Akka.Scheduler.Executors.Http;
using Akka.Scheduler.Executors.Noop;
using Akka.Scheduler.Executors.Shell;
using Akka.Scheduler.Hosting.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Akka.Scheduler.Hosting.Runtime;

/// <summary>The executors that the configuration and the application name.</summary>
internal static class ExecutorSet
{
    public static ExecutorRegistry Make(
        ExecutorsSection options, WorkerSection worker, IEnumerable<TaskHandlerRegistration> handlers, IServiceScopeFactory scopes, TimeProvider time)
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

        // Every attempt may block one, and as many that were given up.
        var threads = new HandlerThreads((2 * worker.Capacity) + Environment.ProcessorCount, time);
        var handling = new HandlerOptions { MaxResult = (int)worker.MaxResult };
        executors.AddRange(handlers.Select(handler => new HandlerExecutor(handler, scopes, handling, threads)));
        return new(executors);
    }
}
