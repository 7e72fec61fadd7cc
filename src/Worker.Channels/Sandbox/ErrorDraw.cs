using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Worker.Channels.Sandbox;

/// <summary>What an <c>error</c> rule does to one POST.</summary>
internal enum ErrorDraw
{
    None = 0,

    /// <summary>500, and the order was not dealt with.</summary>
    BeforeDebit,

    /// <summary>500, although the order was dealt with.</summary>
    AfterDebit,
}

/// <summary>Draws errors by hashing, so that the same requests meet the same errors whatever runs beside them.</summary>
internal static class ErrorDraws
{
    public static ErrorDraw Draw(string orderNumber, int attempt, int seed, int percent)
    {
        Span<byte> drawn = stackalloc byte[8 + 32];
        BinaryPrimitives.WriteInt32LittleEndian(drawn, seed);
        BinaryPrimitives.WriteInt32LittleEndian(drawn[4..], attempt);
        int length = Encoding.ASCII.GetBytes(orderNumber, drawn[8..]);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(drawn[..(8 + length)], hash);

        if (BinaryPrimitives.ReadUInt32LittleEndian(hash) % 100 >= percent)
        {
            return ErrorDraw.None;
        }

        return (hash[4] & 1) == 0 ? ErrorDraw.BeforeDebit : ErrorDraw.AfterDebit;
    }
}
