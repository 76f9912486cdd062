using Gallabox.Core.Accounts;
using Gallabox.Core.Cases;
using Gallabox.Core.Mail;
using Gallabox.Web.Migration;

namespace Gallabox.Web.Customer;

/// <summary>What a customer sees of their case.</summary>
/// <param name="Number">As people write it.</param>
/// <param name="Headline">The one sentence that must not be missed.</param>
/// <param name="Now">What it means, and what to do now.</param>
/// <param name="Steps">The way, and how far it has come; empty for a request that ended otherwise.</param>
/// <param name="Receipt">What was done, once it is done.</param>
public sealed record CustomerView(
    string Token, Case Case, Account Account, string Number, string Headline, IReadOnlyList<LetterPart> Now, IReadOnlyList<CustomerStep> Steps, Letter? Receipt)
{
    /// <summary>What the case is about.</summary>
    public string What { get; init; } = "Deletion";

    /// <summary>What taking the request back means.</summary>
    public string TakeBack { get; init; } = "The number stays, and its messages flow as before. You can ask for its deletion again at any time.";

    public string TakeBackButton { get; init; } = $"Yes, keep {Number}";

    public bool MayProve { get; init; }

    public bool MayCancel { get; init; }

    public bool MayConfirmDeleted { get; init; }

    /// <summary>What a migration's page has beside; null for another request.</summary>
    public MigrationSheet? Migration { get; init; }

    /// <summary>Why the last act came to nothing.</summary>
    public string? Refused { get; init; }

    public string Path(string act) => $"/my/{Token}/{act}";
}

/// <param name="Mark"><c>done</c>, <c>now</c> or <c>next</c>; <c>border</c>: no step, but a word between two.</param>
public sealed record CustomerStep(string Text, string Mark, string? Detail = null);
