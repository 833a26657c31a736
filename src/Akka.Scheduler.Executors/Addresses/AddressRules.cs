namespace Akka.Scheduler.Executors.Addresses;

/// <summary>What one executor may connect to.</summary>
/// <param name="Section">The configuration section that the rules come from, for messages.</param>
/// <param name="AllowPrivateNetworks">Whether private addresses are open.</param>
/// <param name="AllowedHosts">Hosts whose address is not checked.</param>
internal sealed record AddressRules(string Section, bool AllowPrivateNetworks, IReadOnlyList<string> AllowedHosts);
