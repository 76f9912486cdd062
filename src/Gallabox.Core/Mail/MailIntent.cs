using System.Text.Json.Serialization;

namespace Gallabox.Core.Mail;

/// <summary>What is known about the sender's account when a mail is read.</summary>
/// <param name="Region">ISO 3166 code of the account.</param>
/// <param name="Numbers">The account's numbers.</param>
/// <param name="OpenCases">The account's open cases: a mail can only reach these.</param>
public sealed record MailContext(string Region, IReadOnlyList<PhoneNumber> Numbers, IReadOnlyList<OpenCase> OpenCases);

/// <param name="Id">Such as <c>del-7K3QX9MPA2</c>; its prefix tells the kind.</param>
/// <param name="Phone">Null where the case has no number yet.</param>
/// <param name="MessageIds">Ids of mails in the case's thread, ours and theirs, beside those that our own ids tell.</param>
public sealed record OpenCase(string Id, PhoneNumber? Phone, IReadOnlyList<string> MessageIds)
{
    [JsonIgnore]
    public bool IsDeletion => Id.StartsWith("del-", StringComparison.Ordinal);
}

/// <summary>What a mail wants. A closed set; whether the sender may want it is <see cref="SenderTrust"/>'s question.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "intent")]
[JsonDerivedType(typeof(DeletionRequest), "deletion_request")]
[JsonDerivedType(typeof(Reply), "reply")]
[JsonDerivedType(typeof(Cancellation), "cancellation")]
[JsonDerivedType(typeof(AutoReply), "auto_reply")]
[JsonDerivedType(typeof(Bounce), "bounce")]
[JsonDerivedType(typeof(NearMiss), "near_miss")]
[JsonDerivedType(typeof(Other), "other")]
public abstract record MailIntent
{
    private MailIntent()
    {
    }

    /// <summary>The help page's subject. Only <see cref="PhoneMatch.One"/> opens a case; any other match asks back.</summary>
    /// <param name="CaseId">The open case that holds the number already, when a second mail asks for the same.</param>
    public sealed record DeletionRequest(PhoneMatch Match, string? CaseId) : MailIntent;

    /// <summary>Belongs to an open case and asks for nothing that this system decides alone.</summary>
    /// <param name="Words">What the sender wrote, without quotes and signature; at most 4000 characters.</param>
    public sealed record Reply(string CaseId, string Words) : MailIntent;

    /// <summary>The opposite of a deletion, or the end of another case. Never starts or continues one.</summary>
    /// <param name="CaseId">The open case it is about, where one can be told.</param>
    /// <param name="Certain">False where the words also speak for going on, or only for waiting: stop, and let a person read it.</param>
    public sealed record Cancellation(string? CaseId, PhoneMatch Match, bool Certain) : MailIntent;

    /// <summary>Written by a machine: never answered.</summary>
    public sealed record AutoReply(string? CaseId) : MailIntent;

    /// <summary>A mail could not be delivered.</summary>
    /// <param name="CaseId">Of the mail of ours that came back, where the report tells.</param>
    /// <param name="Purpose">The purpose in that mail's id.</param>
    public sealed record Bounce(string? CaseId, string? Purpose) : MailIntent;

    /// <summary>Seems to ask for a deletion in other words: answer with <see cref="Suggestion"/>, do not act.</summary>
    public sealed record NearMiss(PhoneMatch Match, string Suggestion) : MailIntent;

    /// <summary>Nothing that is recognised: for a person.</summary>
    /// <param name="CaseId">A case that the mail names and that is not open.</param>
    public sealed record Other(string? CaseId) : MailIntent;
}
