using System.Runtime.InteropServices;

namespace EdgeTool.Compiler.Tflite;

/// <summary>FLOOR_MOD (95), only where it computes paddings of constant int32 shapes: remainder with the divisor's sign.</summary>
public sealed class FloorModImporter : ITfliteImporter
{
    private const string Remedy = "convert the model with a fixed input shape, so that it disappears";

    public int BuiltinCode => 95;

    public void Import(TfliteNode source, TfliteGraphBuilder graph)
    {
        if (source.Input(0) is not { IsConstant: true } || source.Input(1) is not { IsConstant: true })
        {
            throw new UnsupportedException("computes on values known only at run time", Remedy);
        }

        var (a, b) = (source.RequireInt32Constant(0, "dividend"), source.RequireInt32Constant(1, "divisor"));
        if (a.Length == 0 || b.Length == 0 || (a.Length != b.Length && b.Length != 1) || b.Contains(0) || b.Contains(-1))
        {
            throw new UnsupportedException("divides shapes that do not match, or by 0 or -1", Remedy);
        }

        var remainders = a.Select((dividend, i) => Remainder(dividend, b[b.Length == 1 ? 0 : i])).ToArray();
        source.Outputs[0].Constant = source.Outputs[0].Info.ByteLength == remainders.Length * sizeof(int)
            ? MemoryMarshal.AsBytes(remainders.AsSpan()).ToArray()
            : throw new UnsupportedException($"writes {remainders.Length} remainders to {source.Outputs[0].Info}", Remedy);
    }

    private static int Remainder(int dividend, int divisor)
    {
        var remainder = dividend % divisor;
        return remainder != 0 && (remainder < 0) != (divisor < 0) ? remainder + divisor : remainder;
    }
}
