using Gallabox.Core.Mail;
using Gallabox.Web.Customer;

namespace Gallabox.Web.Connect;

/// <summary>The page of one connection.</summary>
/// <param name="Button">Where "Connect by Yourself" leads, made for this very page; null: it is not needed.</param>
public sealed record ConnectView(string AccountName, string CaseId, string Headline, IReadOnlyList<LetterPart> Now, IReadOnlyList<CustomerStep> Steps, Uri? Button);
