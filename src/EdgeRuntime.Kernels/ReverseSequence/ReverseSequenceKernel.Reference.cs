using System.Numerics;
using System.Runtime.InteropServices;
using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

public static unsafe partial class ReverseSequenceKernel
{
    private static bool BindReference(StepView step, out BoundKernel kernel)
    {
        var record = step.Record<ReverseSequence>();
        kernel = new BoundKernel
        {
            Run = step.Inputs[1].Type == ElementType.Int64 ? &Run<long> : &Run<int>,
            Units = step.Inputs[0].Shape.Product(0, Math.Min(record.SequenceAxis, record.BatchAxis) + 1),
        };
        return true;
    }

    private static void Run<TLength>(StepContext* step, int begin, int end, int worker) where TLength : unmanaged, IBinaryInteger<TLength>
    {
        var (sequenceAxis, batchAxis) = (step->RecordAs<ReverseSequence>().SequenceAxis, step->RecordAs<ReverseSequence>().BatchAxis);
        var (outerAxis, innerAxis) = (Math.Min(sequenceAxis, batchAxis), Math.Max(sequenceAxis, batchAxis));
        ref var input = ref step->Inputs[0];
        var lengths = step->Inputs[1].As<TLength>();
        var sequenceSize = TLength.CreateChecked(input.Shape[sequenceAxis]);

        // (outer, outerSize, middle, innerSize, block)
        var (outerSize, innerSize) = (input.Shape[outerAxis], input.Shape[innerAxis]);
        var middle = input.Shape.Product(outerAxis + 1, innerAxis);
        var blockBytes = (long)input.Shape.Product(innerAxis + 1, input.Shape.Rank) * input.Type.SizeBytes();
        for (var unit = begin; unit < end; unit++)
        {
            var o = unit % outerSize;
            for (var m = 0; m < middle; m++)
            {
                for (var i = 0; i < innerSize; i++)
                {
                    var (s, b) = sequenceAxis < batchAxis ? (o, i) : (i, o);
                    var length = int.CreateTruncating(TLength.Clamp(lengths[b], TLength.Zero, sequenceSize));
                    var from = s < length ? length - 1 - s : s;
                    var (fromOuter, fromInner) = sequenceAxis < batchAxis ? (unit - o + from, i) : (unit, from);
                    var source = ((((long)fromOuter * middle) + m) * innerSize) + fromInner;
                    var target = ((((long)unit * middle) + m) * innerSize) + i;
                    NativeMemory.Copy(input.Data + (source * blockBytes), step->Outputs[0].Data + (target * blockBytes), (nuint)blockBytes);
                }
            }
        }
    }
}
