namespace Gallabox.Sandbox.Meta;

/// <summary>States of a number that no call brings about; a person sets them in the sandbox to obtain the errors of facts 3.6 and 3.9.</summary>
internal sealed record NumberConditions
{
    /// <summary>133000 on register, until deregistered once more.</summary>
    public bool IncompleteDeregistration { get; init; }

    /// <summary>131031.</summary>
    public bool Locked { get; init; }

    /// <summary>131045, once.</summary>
    public bool CertificateInvalid { get; init; }

    /// <summary>131057 on register, 2494100 elsewhere.</summary>
    public DateTimeOffset? MaintenanceUntil { get; init; }

    /// <summary>133006, until a code is verified.</summary>
    public bool OwnershipExpired { get; init; }

    /// <summary>Ownership that is not confirmed shows on register as 2388001, as the migration's page has it, not as 133006 (facts 3.9).</summary>
    public bool CertificateTooEarly { get; init; }

    /// <summary>2388103 without a reason, for so many attempts to migrate.</summary>
    public int UnspecificFailures { get; init; }

    /// <summary>2388091 and 2388093: Meta no longer takes the number for one that moves, until the migration is started again.</summary>
    public bool MigrationLapsed { get; init; }
}
