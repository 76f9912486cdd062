using Gallabox.Core.Accounts;
using Gallabox.Core.Migration;
using Gallabox.Web.Pages;
using Microsoft.AspNetCore.Http;

namespace Gallabox.Web.Migration;

/// <summary>The form as a page shows it.</summary>
/// <param name="Token">Of the link.</param>
/// <param name="Ways">The ways into the new account that are offered.</param>
/// <param name="Entered">What stands in the fields.</param>
public sealed record FormView(Account Account, string Token, IReadOnlySet<MigrationPath> Ways, FormFields Entered)
{
    /// <summary>By the field's name, what is wrong with it.</summary>
    public IReadOnlyDictionary<string, string> Problems { get; init; } = new Dictionary<string, string>();

    /// <summary>Why it cannot be, however it is filled.</summary>
    public string? Refused { get; init; }

    /// <summary>The way that is chosen; where nothing is: Meta's sign-up, which Meta recommends.</summary>
    public string Path => Entered.Path.Length > 0
        ? Entered.Path
        : Wire.Name(Ways.Contains(MigrationPath.EmbeddedSignup) ? MigrationPath.EmbeddedSignup : MigrationPath.Account);
}

/// <summary>The fields as they came, under the names that the API has, too.</summary>
public sealed record FormFields(
    string Phone, string SourceProvider, string SourceWabaId, string Path, string DestinationWabaId, string MigrationIntentId,
    string CodeReader, string CodeReaderEmail, string CodeMethod, string CodeLanguage, string CutOverAt)
{
    public static FormFields Empty { get; } = Of(FormCollection.Empty);

    public static FormFields Of(IFormCollection form)
    {
        string Field(string name) => form[name].ToString();
        return new FormFields(
            Field("phone"), Field("sourceProvider"), Field("sourceWabaId"), Field("path"), Field("destinationWabaId"), Field("migrationIntentId"),
            Field("codeReader"), Field("codeReaderEmail"), Field("codeMethod"), Field("codeLanguage"), Field("cutOverAt"));
    }

    /// <summary>The form to check. A field of a way that is not chosen does not count.</summary>
    public MigrationForm ToForm(Account account) => new()
    {
        Phone = Phone,
        SourceProvider = SourceProvider,
        SourceWabaId = SourceWabaId,
        Path = Path,
        DestinationWabaId = Path == Wire.Name(MigrationPath.Account) ? DestinationWabaId : "",
        MigrationIntentId = Path == Wire.Name(MigrationPath.Solution) ? MigrationIntentId : "",
        CodeReader = CodeReader,
        CodeReaderEmail = CodeReaderEmail,
        CodeMethod = CodeMethod,
        CodeLanguage = CodeLanguage,
        // What is no time at all is no time that can be chosen, either.
        CutOverAt = CutOverAt.Length == 0 ? null : Moments.Entered(CutOverAt, account) ?? DateTimeOffset.MaxValue,
    };
}
