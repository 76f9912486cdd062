using Gallabox.Core.Webhooks;

namespace Gallabox.Core.Metering;

/// <param name="Scope">Whose messaging limit the number shares: <c>portfolio:</c> and Meta's id, or the phone while that is unknown.</param>
public sealed record MeteredNumber(PhoneNumber Phone, string Scope);

/// <summary>Events of one number, as they came.</summary>
public sealed record NumberEvents(MeteredNumber Number, IReadOnlyList<MessageEvent> Events);
