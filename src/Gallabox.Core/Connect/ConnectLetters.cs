using System.Globalization;
using Gallabox.Core.Cases;
using Gallabox.Core.Numbers;
using Gallabox.Core.Providers;
using static Gallabox.Core.Mail.LetterPart;

namespace Gallabox.Core.Connect;

/// <summary>The letters of a connection.</summary>
public sealed class ConnectLetters(ConnectPost post, ConnectLinks links)
{
    private static readonly Paragraph Greeting = new("Your Gallabox team");

    public Task AskForSignUpAsync(ConnectEvidence evidence, int reminder, CancellationToken cancellation) =>
        post.SendAsync(evidence, $"sign-up-{reminder}", (button, status) => new(reminder == 0 ? $"Connect {Number(evidence)}" : $"A reminder: connect {Number(evidence)}",
        [
            new Headline($"{Number(evidence)} is waiting to be connected"),
            new Paragraph("Connecting takes a few minutes at 360dialog, our partner for WhatsApp:"),
            new Instructions(
                "Press \"Connect by Yourself\" on the page below. 360dialog opens; sign up with your Facebook account or your business e-mail address.",
                "Connect your Facebook account, and create or choose your WhatsApp Business account and profile.",
                $"Enter {Number(evidence)} and confirm it with the one-time code that you get.",
                "Wait a little until the number is ready, then give Gallabox permission. You come back to us by yourself."),
            new Link("Connect by Yourself", button),
            new Link("See where it stands", status),
            Greeting,
        ]), cancellation);

    /// <summary>To the one who signed up at 360dialog, with an address that we do not know.</summary>
    public Task AskForConfirmationAsync(ConnectEvidence evidence, Dialog360Client client, DateTimeOffset expires, int reminder, CancellationToken cancellation) =>
        client.Email is not { Length: > 0 } address
            ? throw new NeedsPersonException("connect:no-client-address",
                "The client at 360dialog has no e-mail address to ask. Make sure that the number is this account's, then approve the case.")
            : post.SendToAsync(evidence.Case.Id, $"confirm-{reminder}", address, new($"Connect {Number(evidence)} with Gallabox?",
            [
                new Headline($"May {evidence.Account.Name} use {Number(evidence)} in Gallabox?"),
                new Paragraph($"You have signed up {Number(evidence)} at 360dialog. {evidence.Account.Name} asks to connect it with its Gallabox account, and with that to read and send its messages."),
                new Link("Look at the request and confirm it", links.Confirmation(evidence.Case.Id, client.Id, expires)),
                new Paragraph("If you do not know of this, do nothing: the number is not connected."),
                Greeting,
            ]), cancellation);

    public Task AskForPermissionAsync(ConnectEvidence evidence, int reminder, CancellationToken cancellation) =>
        post.SendAsync(evidence, $"permission-{reminder}", (button, status) => new($"{Number(evidence)} needs your permission",
        [
            new Headline(evidence.Facts.Repair is { } why ? $"{Number(evidence)} is paused: {why}" : $"One step is left for {Number(evidence)}: your permission"),
            new Paragraph(evidence.Facts.Repair is null
                ? "360dialog has your number. Gallabox can use it as soon as you allow it."
                : "Until it is given back, no message goes in or out. What to do:"),
            new Instructions(
                "Sign in at 360dialog's hub, or press the button below.",
                $"Open {Number(evidence)}, and allow Gallabox under \"Permissions\".",
                "That is all: we notice it by ourselves and go on."),
            new Link("Connect by Yourself", button),
            new Link("See where it stands", status),
            Greeting,
        ]), cancellation);

    public Task AskForNameAsync(ConnectEvidence evidence, CancellationToken cancellation) =>
        post.SendAsync(evidence, "display-name", (_, status) => new($"Meta has declined the display name of {Number(evidence)}",
        [
            new Headline($"Please choose another display name for {Number(evidence)}"),
            new Paragraph("Meta reviews the name that your customers see, and has declined yours. The number cannot be used until a name is approved."),
            new Instructions(
                "Open WhatsApp Manager, then \"Phone numbers\", and choose the number.",
                "Under \"Profile\", edit the display name. It has to fit your business and Meta's rules for names.",
                "Wait for Meta's review. We look by ourselves and go on when it is approved."),
            new Link("See where it stands", status),
            Greeting,
        ]), cancellation);

    public Task AskForHealthAsync(ConnectEvidence evidence, IReadOnlyList<string> notes, CancellationToken cancellation) =>
        post.SendAsync(evidence, "meta-health", (button, status) => new($"{Number(evidence)} is almost connected",
        [
            new Headline($"Meta does not let {Number(evidence)} send yet"),
            new Paragraph("Everything is in place at 360dialog and with us. Meta names what still stands in the way:"),
            new Instructions([.. notes]),
            new Paragraph("When that is done, we go on by ourselves. With the button you can look into the setup again."),
            new Link("Repair the connection", button),
            new Link("See where it stands", status),
            Greeting,
        ]), cancellation);

    public Task TellConnectedAsync(ConnectEvidence evidence, CancellationToken cancellation) =>
        post.SendAsync(evidence, "connected", (_, status) => new($"{Number(evidence)} is connected",
        [
            new Headline($"{Number(evidence)} is connected with Gallabox"),
            new Paragraph(evidence.Facts.Repair is null ? "Messages to the number come to your Gallabox inbox from now on." : "The connection works again, and messages flow."),
            new Paragraph(LimitWords(evidence.Number?.Limit)),
            .. evidence.Facts.Meta is { Notes.Count: > 0 } meta ? [new Paragraph("Meta limits it for now:"), new Instructions([.. meta.Notes])] : Array.Empty<Mail.LetterPart>(),
            new Link("See each step", status),
            Greeting,
        ]), cancellation);

    public Task TellEndedAsync(ConnectEvidence evidence, Ending ending, CancellationToken cancellation) =>
        post.SendAsync(evidence, Wire.Name(ending.State), (_, status) => new($"{Number(evidence)} is not connected",
        [
            new Headline(ending.State == CaseState.Cancelled ? $"{Number(evidence)} is not connected: your request is taken back" : $"{Number(evidence)} is not connected"),
            new Paragraph(ending.Why.Length > 0 ? ending.Why : "The connection was given up. You can start again at any time."),
            new Link("See what happened", status),
            Greeting,
        ]), cancellation);

    /// <summary>What the number may send from its first day on (facts 5).</summary>
    public static string LimitWords(MessagingLimit? limit) => limit switch
    {
        { PerDay: { } perDay } => string.Create(CultureInfo.InvariantCulture,
            $"You can answer customers who write to you without limit, and start conversations with {perDay:N0} different customers in 24 hours. Verifying your business with Meta raises that number."),
        { PerDay: null } => "You can answer customers who write to you, and start conversations, without a limit on their number.",
        null => "You can answer customers who write to you without limit.",
    };

    private static string Number(ConnectEvidence evidence) => PhoneText.Display(evidence.Case.Phone);
}
