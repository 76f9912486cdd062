using System.Text;

namespace Gallabox.Local.Tests.Mail;

/// <summary>A form that holds a file of so many bytes, made while it is read.</summary>
internal sealed class LargeForm(string head, long size, string tail) : Stream
{
    private readonly byte[] start = Encoding.ASCII.GetBytes(head);
    private readonly byte[] end = Encoding.ASCII.GetBytes(tail);
    private long position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => start.Length + size + end.Length;

    public override long Position
    {
        get => position;
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        var given = (int)Math.Min(count, Length - position);
        for (var index = 0; index < given; index++)
            buffer[offset + index] = At(position + index);
        position += given;
        return given;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    // Lines as base64 has them: a file of one endless line would be unlike any mail.
    private byte At(long index)
    {
        if (index < start.Length)
            return start[index];
        var inside = index - start.Length;
        if (inside >= size)
            return end[inside - size];
        return (inside % 78) switch { 76 => (byte)'\r', 77 => (byte)'\n', _ => (byte)'A' };
    }
}
