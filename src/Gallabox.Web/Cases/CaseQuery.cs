using Gallabox.Core.Cases;
using Gallabox.Web.Answers;
using Microsoft.AspNetCore.Http;

namespace Gallabox.Web.Cases;

/// <summary>The filter of a list, as <c>?state=&amp;kind=&amp;phone=</c> asks for it.</summary>
public static class CaseQuery
{
    public static (CaseFilter Filter, Answer? Refusal) Read(HttpRequest request)
    {
        if (!TryName<CaseState>(request.Query["state"], out var state))
            return (new CaseFilter(), Problem.BadInput($"'state' is one of {Names<CaseState>()}."));
        if (!TryName<CaseKind>(request.Query["kind"], out var kind))
            return (new CaseFilter(), Problem.BadInput($"'kind' is one of {Names<CaseKind>()}."));
        var text = request.Query["phone"].ToString();
        if (text.Length == 0)
            return (new CaseFilter(state, kind), null);
        return Inputs.TryPhone(text, out var phone)
            ? (new CaseFilter(state, kind, phone), null)
            : (new CaseFilter(), Problem.BadInput($"'phone' is not understood. {Inputs.PhoneHint}"));
    }

    private static bool TryName<T>(string? name, out T? member)
        where T : struct, Enum
    {
        member = null;
        if (string.IsNullOrEmpty(name))
            return true;
        foreach (var known in Enum.GetValues<T>())
            if (Wire.Name(known) == name)
                member = known;
        return member is not null;
    }

    private static string Names<T>()
        where T : struct, Enum => string.Join(", ", Enum.GetValues<T>().Select(Wire.Name));
}
