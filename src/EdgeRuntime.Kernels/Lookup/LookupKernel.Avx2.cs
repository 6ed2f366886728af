using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace EdgeRuntime.Kernels;

/// <summary>
/// A table that adds a constant, as the change between int8 and uint8 is one, becomes an addition. Any other: VPSHUFB looks up in 16 entries
/// and gives 0 where the index's highest bit is set, so sixteen of them hold the table.
/// </summary>
public static unsafe partial class LookupKernel
{
    private const int Entries16 = 16;

    private static bool BindAvx2(StepView step, out BoundKernel kernel)
    {
        var covers = BindReference(step, out kernel);
        kernel.Run = &RunAvx2;
        kernel.Prepare = &PrepareAvx2;
        kernel.PreparedBytes = sizeof(bool);
        return covers;
    }

    private static void PrepareAvx2(StepContext* step)
    {
        var table = step->Inputs[1].Data;
        var addsConstant = true;
        for (var i = 0; i < 256; i++)
        {
            addsConstant &= table[i] == (byte)(table[0] + i);
        }

        *(bool*)step->Prepared = addsConstant;
    }

    private static void RunAvx2(StepContext* step, int begin, int end, int worker)
    {
        byte* x = step->Inputs[0].Data, table = step->Inputs[1].Data, y = step->Outputs[0].Data;
        var (first, last) = ElementBlocks.Elements(begin, end, step->Outputs[0].ElementCount);
        var whole = first + ((last - first) / Vector256<byte>.Count * Vector256<byte>.Count);
        if (*(bool*)step->Prepared)
        {
            var constant = Vector256.Create(table[0]);
            for (var i = first; i < whole; i += Vector256<byte>.Count)
            {
                (Vector256.Load(x + i) + constant).Store(y + i);
            }
        }
        else
        {
            for (var i = first; i < whole; i += Vector256<byte>.Count)
            {
                LookUp(Vector256.Load(x + i), table).Store(y + i);
            }
        }

        LookUp(x, table, y, whole, last);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> LookUp(Vector256<byte> index, byte* table)
    {
        // Outside the sixteen entries, adding 0x70 sets the highest bit; inside, it leaves the low four bits alone.
        var (found, outside, next) = (Vector256<byte>.Zero, Vector256.Create((byte)0x70), Vector256.Create((byte)Entries16));
        for (var entry = 0; entry < 256; entry += Entries16)
        {
            found |= Avx2.Shuffle(Avx2.BroadcastVector128ToVector256(table + entry), Avx2.AddSaturate(index, outside));
            index -= next;
        }

        return found;
    }
}
