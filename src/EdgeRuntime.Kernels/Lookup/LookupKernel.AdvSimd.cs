using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;

namespace EdgeRuntime.Kernels;

/// <summary>TBL looks up in 64 entries and TBX leaves what lies outside as it was: four of them hold the table.</summary>
public static unsafe partial class LookupKernel
{
    private static bool BindAdvSimd(StepView step, out BoundKernel kernel)
    {
        var covers = BindReference(step, out kernel);
        kernel.Run = &RunAdvSimd;
        return covers;
    }

    private static void RunAdvSimd(StepContext* step, int begin, int end, int worker)
    {
        byte* x = step->Inputs[0].Data, table = step->Inputs[1].Data, y = step->Outputs[0].Data;
        var (first, last) = ElementBlocks.Elements(begin, end, step->Outputs[0].ElementCount);
        var (a, b, c, d) = (Entries(table), Entries(table + 64), Entries(table + 128), Entries(table + 192));
        var quarter = Vector128.Create((byte)64);
        for (; first <= last - Vector128<byte>.Count; first += Vector128<byte>.Count)
        {
            var index = Vector128.Load(x + first);
            var found = AdvSimd.Arm64.VectorTableLookup(a, index);
            index = AdvSimd.Subtract(index, quarter);
            found = AdvSimd.Arm64.VectorTableLookupExtension(found, b, index);
            index = AdvSimd.Subtract(index, quarter);
            found = AdvSimd.Arm64.VectorTableLookupExtension(found, c, index);
            index = AdvSimd.Subtract(index, quarter);
            AdvSimd.Arm64.VectorTableLookupExtension(found, d, index).Store(y + first);
        }

        LookUp(x, table, y, first, last);
    }

    private static (Vector128<byte>, Vector128<byte>, Vector128<byte>, Vector128<byte>) Entries(byte* table) =>
        (Vector128.Load(table), Vector128.Load(table + 16), Vector128.Load(table + 32), Vector128.Load(table + 48));
}
