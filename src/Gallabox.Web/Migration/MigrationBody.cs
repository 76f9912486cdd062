using Gallabox.Core.Migration;
using Gallabox.Web.Answers;

namespace Gallabox.Web.Migration;

/// <summary>What <c>POST /api/migrations</c> sends: the form's fields, for an account. Texts that are left out are empty.</summary>
public sealed record MigrationBody
{
    public string? AccountId { get; init; }

    /// <summary>A registered address, in place of the account's id.</summary>
    public string? AccountEmail { get; init; }

    /// <summary>The registered address that is told everything; absent: <see cref="AccountEmail"/>, else the account's first.</summary>
    public string? Email { get; init; }

    public string? Phone { get; init; }

    /// <summary>Another name for <see cref="Phone"/>.</summary>
    public string? Number { get; init; }

    public string? SourceProvider { get; init; }

    public string? SourceWabaId { get; init; }

    /// <summary>Another way to write the two fields of the source.</summary>
    public SourceBody? Source { get; init; }

    public string? Path { get; init; }

    public string? DestinationWabaId { get; init; }

    /// <summary>Another way to write <see cref="DestinationWabaId"/>.</summary>
    public DestinationBody? Destination { get; init; }

    public string? MigrationIntentId { get; init; }

    public string? CodeReader { get; init; }

    public string? CodeReaderEmail { get; init; }

    public string? CodeMethod { get; init; }

    public string? CodeLanguage { get; init; }

    /// <summary>RFC 3339; absent: as soon as possible.</summary>
    public string? CutOverAt { get; init; }

    /// <summary>The form, or null where the time cannot be read.</summary>
    public MigrationForm? ToForm()
    {
        DateTimeOffset? at = null;
        if (CutOverAt is { Length: > 0 })
        {
            if (!Inputs.TryTime(CutOverAt, out var time))
                return null;
            at = time;
        }

        return new MigrationForm
        {
            Phone = Phone ?? Number ?? "",
            SourceProvider = SourceProvider ?? Source?.Provider ?? "",
            SourceWabaId = SourceWabaId ?? Source?.WabaId ?? "",
            Path = Path ?? "",
            DestinationWabaId = DestinationWabaId ?? Destination?.WabaId ?? "",
            MigrationIntentId = MigrationIntentId ?? "",
            CodeReader = CodeReader ?? "",
            CodeReaderEmail = CodeReaderEmail ?? "",
            CodeMethod = CodeMethod ?? "",
            CodeLanguage = CodeLanguage ?? "",
            CutOverAt = at,
        };
    }
}

public sealed record SourceBody(string? Provider, string? WabaId);

public sealed record DestinationBody(string? WabaId);
