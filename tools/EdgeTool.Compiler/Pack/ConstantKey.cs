using System.Security.Cryptography;
using EdgeRuntime.Model;

namespace EdgeTool.Compiler;

/// <summary>What makes two constants one and the same tensor: type, shape, quantization and content.</summary>
internal readonly record struct ConstantKey(ElementType Type, string Shape, string Quantization, string ContentSha256)
{
    public static ConstantKey Of(OperandInfo info, ReadOnlySpan<byte> content) => new(
        info.Type,
        info.Shape.ToString(),
        FormattableString.Invariant($"{info.ZeroPoint} {info.Scale:R} {info.ChannelAxis} {string.Join(' ', info.ChannelScales.ToArray())}"),
        Convert.ToHexString(SHA256.HashData(content)));
}
