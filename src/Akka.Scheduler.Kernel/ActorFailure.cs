namespace Akka.Scheduler.Kernel;

/// <summary>An exception that left an actor, as told to <see cref="ActorSystemOptions.OnFailure"/>.</summary>
/// <param name="Actor">Where it happened.</param>
/// <param name="Cause">The exception.</param>
/// <param name="Message">The message in hand, which is dropped; null when a hook such as <c>OnStart</c> failed.</param>
/// <param name="Directive">What follows; null for a failure in <c>OnStop</c> or in a cancellation callback, which changes nothing.</param>
public sealed record ActorFailure(ActorPath Actor, Exception Cause, object? Message, SupervisionDirective? Directive);
