namespace Gallabox.Sandbox.Meta;

/// <summary>Names one of a phone's nodes in a request, as during a migration there are two: the node itself, or the account it is in.</summary>
internal record NodeName
{
    public string? NodeId { get; init; }

    public string? WabaId { get; init; }

    public IReadOnlyList<MetaNumber> Among(IReadOnlyList<MetaNumber> nodes) =>
        [.. nodes.Where(node => (NodeId is null || node.Id == NodeId) && (WabaId is null || node.WabaId == WabaId))];
}

/// <summary>Puts conditions on a number: those in <see cref="NumberConditions"/> hold as the request says, those left out end.</summary>
internal sealed record ConditionsRequest : NodeName
{
    public bool IncompleteDeregistration { get; init; }

    public bool Locked { get; init; }

    public bool CertificateInvalid { get; init; }

    public DateTimeOffset? MaintenanceUntil { get; init; }

    /// <summary>The same from now on.</summary>
    public TimeSpan? MaintenanceFor { get; init; }

    public bool OwnershipExpired { get; init; }

    public bool CertificateTooEarly { get; init; }

    public int UnspecificFailures { get; init; }

    public bool MigrationLapsed { get; init; }

    /// <summary>133008 from now on: somebody guessed the PIN too often.</summary>
    public TimeSpan? PinBlockedFor { get; init; }

    /// <summary>133009 from now on: somebody guessed the PIN a moment ago.</summary>
    public TimeSpan? PinSlowedFor { get; init; }

    /// <summary>133016 from now on: somebody used the budget up.</summary>
    public TimeSpan? RegisterBlockedFor { get; init; }

    /// <summary>Register and deregister calls that somebody made a moment ago; ten in 72 hours are the budget.</summary>
    public int? RegisterCallsSpent { get; init; }

    public MetaNumber On(MetaNumber number, DateTimeOffset now) => number with
    {
        PinBlockedUntil = now + PinBlockedFor ?? number.PinBlockedUntil,
        PinSlowedUntil = now + PinSlowedFor ?? number.PinSlowedUntil,
        RegisterBlockedUntil = now + RegisterBlockedFor ?? number.RegisterBlockedUntil,
        RegisterCalls = RegisterCallsSpent is { } spent ? [.. Enumerable.Repeat(now, spent)] : number.RegisterCalls,
        Conditions = new NumberConditions
        {
            IncompleteDeregistration = IncompleteDeregistration,
            Locked = Locked,
            CertificateInvalid = CertificateInvalid,
            MaintenanceUntil = now + MaintenanceFor ?? MaintenanceUntil,
            OwnershipExpired = OwnershipExpired,
            CertificateTooEarly = CertificateTooEarly,
            UnspecificFailures = UnspecificFailures,
            MigrationLapsed = MigrationLapsed,
        },
    };
}
