using System.Security.Cryptography;
using System.Text;

namespace Gallabox.Core.Cases;

/// <summary>Case ids are derived from what opened the case, so that opening it twice names it the same.</summary>
public static class CaseId
{
    private const string Crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// <summary>Such as <c>del-7K3QX9MPA2</c>: the kind, and 50 bits of a hash.</summary>
    /// <param name="kind">What the case is about.</param>
    /// <param name="origin">What makes it unique, such as a stored mail's id with the number.</param>
    public static string Derive(CaseKind kind, string origin)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{kind}\n{origin}"));
        var prefix = kind switch { CaseKind.Deletion => "del-", CaseKind.Migration => "mig-", _ => "con-" };
        return prefix + string.Concat(Enumerable.Range(0, 10).Select(index => Crockford[hash[index] & 31]));
    }
}
