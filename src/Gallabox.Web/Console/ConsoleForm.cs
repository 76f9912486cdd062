using System.Globalization;
using Gallabox.Core.Accounts;
using Gallabox.Core.Cases;
using Gallabox.Web.Entry;
using Gallabox.Web.Pages;
using Microsoft.AspNetCore.Http;

namespace Gallabox.Web.Console;

/// <summary>An act as a form of the console sends it: dates in the account's own time, amounts in whole units.</summary>
public static class ConsoleForm
{
    private const int LongestNote = 2000;

    /// <summary>The act, or what is wrong with the form.</summary>
    public static (ActRequest? Asked, string? Fault) Read(string act, IFormCollection form, Caller caller, Account? account)
    {
        var note = form["note"].ToString().Trim();
        if (note.Length > LongestNote)
            return (null, $"A note has at most {LongestNote} characters.");
        var asked = new ActRequest(act, Actor.Operator, caller.As(null), note);
        return act switch
        {
            "reschedule" => Moments.Entered(form["at"].ToString(), account) is { } at ? (asked with { At = at }, null) : (null, "Choose the new date and time."),
            "dues" => Amount(form) is { } amount
                ? (asked with { Amount = amount }, null)
                : (null, "Give the amount as a number such as 129.00, and a currency of three letters."),
            _ => (asked, null),
        };
    }

    /// <summary>Whole units become minor ones by the number of decimals that <see cref="Money"/> shows for the currency.</summary>
    private static Money? Amount(IFormCollection form)
    {
        var currency = form["currency"].ToString().Trim().ToUpperInvariant();
        if (!Answers.Inputs.IsCurrency(currency)
            || !decimal.TryParse(form["amount"].ToString().Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var whole)
            || whole > 1_000_000_000)
            return null;
        var factor = new Money(100, currency).ToString().EndsWith(".00", StringComparison.Ordinal) ? 100 : 1;
        return whole * factor % 1 == 0 ? new Money((long)(whole * factor), currency) : null;
    }
}
