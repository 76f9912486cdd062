using System.Security.Cryptography;
using System.Text;
using Gallabox.Core.Mail;
using Gallabox.Web.Mail;
using Microsoft.AspNetCore.Http;

namespace Gallabox.Local.Tests.Mail;

/// <summary>Builds signed deliveries as the mail service posts them.</summary>
internal sealed class Delivery : IDisposable
{
    public const string Boundary = "xYzZY";

    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public string PublicKey => Convert.ToBase64String(key.ExportSubjectPublicKeyInfo());

    public InboundParseSettings Settings => new() { PublicKeys = [PublicKey] };

    public static byte[] Form(params (string Name, byte[] Value)[] fields)
    {
        using var body = new MemoryStream();
        foreach (var (name, value) in fields)
        {
            body.Write(Encoding.ASCII.GetBytes($"--{Boundary}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n"));
            body.Write(value);
            body.Write("\r\n"u8);
        }

        body.Write(Encoding.ASCII.GetBytes($"--{Boundary}--\r\n"));
        return body.ToArray();
    }

    public static byte[] Form(params (string Name, string Value)[] fields) =>
        Form([.. fields.Select(field => (field.Name, Encoding.UTF8.GetBytes(field.Value)))]);

    /// <summary>A signed request; the timestamp is in Unix seconds.</summary>
    public HttpRequest Sign(byte[] body, long timestamp = 1767614400, string contentType = "multipart/form-data; boundary=" + Boundary)
    {
        var signed = Encoding.ASCII.GetBytes($"{timestamp}").Concat(body).ToArray();
        var request = Unsigned(new MemoryStream(body), contentType);
        request.Headers[SendGridSignature.TimestampHeader] = $"{timestamp}";
        request.Headers[SendGridSignature.SignatureHeader] =
            Convert.ToBase64String(key.SignData(signed, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
        return request;
    }

    /// <summary>Signs a body that is made again each time it is read.</summary>
    public HttpRequest Sign(Func<Stream> body)
    {
        using var hash = SendGridSignature.Begin("1767614400");
        using (var stream = body())
        {
            var buffer = new byte[64 * 1024];
            for (int read; (read = stream.Read(buffer)) > 0;)
                hash.AppendData(buffer, 0, read);
        }

        var request = Unsigned(body(), "multipart/form-data; boundary=" + Boundary);
        request.Headers[SendGridSignature.TimestampHeader] = "1767614400";
        request.Headers[SendGridSignature.SignatureHeader] =
            Convert.ToBase64String(key.SignHash(hash.GetHashAndReset(), DSASignatureFormat.Rfc3279DerSequence));
        return request;
    }

    public static HttpRequest Unsigned(Stream body, string contentType = "multipart/form-data; boundary=" + Boundary)
    {
        var request = new DefaultHttpContext().Request;
        request.Method = "POST";
        request.ContentType = contentType;
        request.Body = body;
        return request;
    }

    public void Dispose() => key.Dispose();
}
