using System.Globalization;
using Gallabox.Core.Cases;
using Gallabox.Core.Deletion;
using Gallabox.Core.Mail;
using Gallabox.Core.Providers;
using static Gallabox.Core.Mail.LetterPart;

namespace Gallabox.Core.Migration;

/// <summary>The letters of a migration.</summary>
public sealed class MigrationLetters(MigrationPost post)
{
    private static readonly Paragraph Greeting = new("Your Gallabox team");

    /// <summary>Tells the words of one wait, and of one reminder in it, apart.</summary>
    public static string Purpose(MigrationEvidence told, int reminder) => string.Create(CultureInfo.InvariantCulture,
        $"{told.Case.WaitsFor?.What ?? "wait"}-{(told.Facts.WaitingSince ?? told.Case.CreatedAt).ToUnixTimeSeconds()}-{reminder}").Replace('_', '-');

    public Task AskForSignupAsync(MigrationEvidence told, string purpose, CancellationToken cancellation) =>
        SendAsync(told, purpose, $"Move {Number(told)} to Gallabox: sign up at Meta", cancellation,
        [
            new Headline($"{Number(told)} can move to Gallabox when you have signed up at Meta"),
            .. Barred(told),
            new Paragraph("It takes a few minutes. Have the telephone with the number at hand: Meta sends a code to it."),
            new Instructions(
                "Switch two-step verification off where the number is now: WhatsApp Manager, Account tools, Phone numbers, the number, Two-step verification, Turn off.",
                "Open the page below and press \"Sign up with Meta\".",
                $"Choose your business and its new WhatsApp Business account, and enter {Number(told)}. Meta warns you that the number moves; that is what we want.",
                "Come back: the page goes on by itself."),
        ]);

    public Task AskForAcceptanceAsync(MigrationEvidence told, string purpose, CancellationToken cancellation) =>
        SendAsync(told, purpose, $"Move {Number(told)} to Gallabox: accept the request at Meta", cancellation,
            new Headline("Meta has a request for you to accept"),
            new Paragraph($"{Number(told)} moves without a code and without a new verification, once an admin of your business has accepted."),
            new Instructions(
                "Switch two-step verification off where the number is now: WhatsApp Manager, Account tools, Phone numbers, the number, Two-step verification, Turn off.",
                "Open Meta Business Suite (business.facebook.com/settings), then Requests, Received.",
                "Find the request, press Review, and go through to the end. We notice it by ourselves."));

    public Task AskForTwoStepOffAsync(MigrationEvidence told, string purpose, CancellationToken cancellation) =>
        SendAsync(told, purpose, $"Move {Number(told)} to Gallabox: switch two-step verification off", cancellation,
            new Headline($"One thing is in the way: two-step verification is on for {Number(told)}"),
            new Paragraph("Meta lets a number move only while it is off. Only an admin of the business portfolio that has the number now can switch it off; neither we nor Meta's interfaces can."),
            new Instructions([.. LightWords.How(LightKey.TwoStep)]),
            new Paragraph("We ask Meta again by ourselves and go on when it is off. When the number has moved, we switch two-step verification on again with a fresh PIN, for your security and to keep an Official Business Account's status."));

    public Task AskForConditionAsync(MigrationEvidence told, Light light, string purpose, CancellationToken cancellation) =>
        SendAsync(told, purpose, $"Move {Number(told)} to Gallabox: something is in the way", cancellation,
            new Headline("Something is in the way, and only you can change it"),
            new Facts([("What has to be", LightWords.Title(light.Key)), .. light.Evidence is null ? [] : new[] { ("What is seen", light.Evidence) }]),
            new Instructions([.. LightWords.How(light.Key)]),
            new Paragraph("We look by ourselves and go on when it is changed. Until then the number works where it is."));

    /// <summary>A code is on its way.</summary>
    public async Task TellCodeAsync(MigrationEvidence told, AskedCode asked, CancellationToken cancellation)
    {
        var purpose = string.Create(CultureInfo.InvariantCulture, $"code-sent-{asked.At.ToUnixTimeSeconds()}");
        await post.SendAsync(told, purpose, page => Code(told, page), cancellation);
        await post.SendToReaderAsync(told, purpose + "-reader", page => Code(told, page), cancellation);
    }

    public async Task RemindOfCodeAsync(MigrationEvidence told, string purpose, CancellationToken cancellation)
    {
        await post.SendAsync(told, purpose, page => Code(told, page), cancellation);
        await post.SendToReaderAsync(told, purpose + "-reader", page => Code(told, page), cancellation);
    }

    public Task TellTimeAsync(MigrationEvidence told, DateTimeOffset at, CancellationToken cancellation) =>
        SendAsync(told, string.Create(CultureInfo.InvariantCulture, $"time-{at.ToUnixTimeSeconds()}"), $"{Number(told)} moves on {When(told, at)}", cancellation,
            new Headline($"{Number(told)} moves to Gallabox on {When(told, at)}"),
            new Paragraph("Everything is prepared. Until then the number works where it is, and you can take the migration back or choose another time on the page below."));

    public Task TellMigratedAsync(MigrationEvidence told, CancellationToken cancellation) =>
        SendAsync(told, "migrated", $"{Number(told)} has moved to Gallabox", cancellation,
            new Headline($"{Number(told)} works with Gallabox now"),
            new Facts(
                ("Registered", When(told, told.Facts.Steps["registered"].At)),
                ("Two-step verification", told.Facts.Steps["read_back"].Answer.EndsWith("PIN on", StringComparison.Ordinal) ? "on, with a fresh PIN" : "a fresh PIN was set; Meta does not show us whether it is on"),
                ("Message templates", told.Facts.Steps.GetValueOrDefault("templates_checked")?.Answer ?? "not looked at")),
            new Paragraph("The page below shows you the PIN, once. Keep it safe: Meta asks for it when the number is deleted or moved again. Please leave two-step verification on."),
            new Instructions(
                "Submit message templates again that are missing: rejected, pending and low-quality ones do not move, and quality starts anew.",
                "Do not delete the old WhatsApp Business account before your templates are there.",
                $"End the contract with {told.Facts.Source.Provider}: moving the number does not."));

    public Task TellEndedAsync(MigrationEvidence told, Ending ending, CancellationToken cancellation) =>
        SendAsync(told, Wire.Name(ending.State), $"{Number(told)} does not move", cancellation,
            new Headline(ending.State == CaseState.Cancelled ? $"{Number(told)} does not move: the migration is taken back" : $"{Number(told)} does not move"),
            new Paragraph(ending.Why.Length > 0 ? ending.Why : "The migration was given up."),
            new Paragraph("The number works where it was, as before. If two-step verification was switched off for the move, please switch it on again in WhatsApp Manager. You can start again at any time."));

    private static Letter Code(MigrationEvidence told, Uri page) => new($"The one-time code for {Number(told)}",
    [
        new Headline($"Meta sends a one-time code to {Number(told)}"),
        new Paragraph($"It proves that the number is yours, so that it can move to Gallabox. {(told.Facts.Codes is [.., { Method: CodeMethod.Voice }] ? "A voice says it on the telephone." : "It comes as a text message.")} It may take some minutes."),
        new Instructions("Open the page below.", "Enter the six digits. If no code comes, ask for another one there, by text message or by call."),
        new Paragraph("We never ask for the code by mail or telephone. Enter it on this page only."),
        new Link("Enter the code", page),
        Greeting,
    ]);

    private Task SendAsync(MigrationEvidence told, string purpose, string subject, CancellationToken cancellation, params LetterPart[] parts) =>
        post.SendAsync(told, purpose, page => new(subject, [.. parts, new Link("See where it stands", page), Greeting]), cancellation);

    /// <summary>Why a sign-up that was made is asked for again.</summary>
    private static LetterPart[] Barred(MigrationEvidence told) => told.Facts.Barred is { } account
        ? [new Paragraph($"You have signed up with the WhatsApp Business account {account}, which cannot be used with your Gallabox account. Please sign up again, and choose or create another one. If the account is yours, write to our team; they can look into it.")]
        : [];

    private static string When(MigrationEvidence told, DateTimeOffset at) => string.Create(CultureInfo.InvariantCulture,
        $"{TimeZoneInfo.ConvertTime(at, DeletionPost.Zone(told.Account)):d MMMM yyyy, HH:mm} ({told.Account.TimeZone})");

    private static string Number(MigrationEvidence told) => PhoneText.Display(told.Case.Phone);
}
