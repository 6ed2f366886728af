using System.Numerics;
using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

public static unsafe partial class FullyConnectedKernel
{
    private static bool BindReference(StepView step, out BoundKernel kernel)
    {
        var units = step.Inputs[1].Shape[0];
        kernel = new BoundKernel { Units = units, Prepare = &PrepareOutputStage, PreparedBytes = OutputStage.SizeBytes(sizeof(OutputStage), units) };
        switch (step.Inputs[0].Type)
        {
            case ElementType.Float32:
                kernel.Run = &RunReference<FloatArithmetic, float, float, float>;
                return true;
            case ElementType.Int8:
                kernel.Run = &RunReference<Int8Arithmetic, sbyte, sbyte, int>;
                return true;
            case ElementType.UInt8:
                kernel.Run = &RunReference<UInt8Arithmetic, byte, byte, int>;
                return true;
            case ElementType.Int16 when step.Operands.Input(2) is { IsAbsent: false, Type: ElementType.Int32 }:
                kernel.Run = &RunReference<NarrowInt16Arithmetic, short, sbyte, int>;
                return true;
            case ElementType.Int16:
                kernel.Run = &RunReference<Int16Arithmetic, short, sbyte, long>;
                return true;
            default:
                return false;
        }
    }

    private static void PrepareOutputStage(StepContext* step)
    {
        ref var record = ref step->RecordAs<FullyConnected>();
        OutputStage.Write(step, sizeof(OutputStage), step->Inputs[1].Shape[0], record.Activation, HasOneScale(step));
    }

    private static bool HasOneScale(StepContext* step) => step->Inputs[1].ChannelScales == null || step->Inputs[1].Shape[0] == 1;

    private static void RunReference<TArithmetic, TValue, TWeight, TSum>(StepContext* step, int begin, int end, int worker)
        where TArithmetic : IMultiplyAccumulate<TValue, TWeight, TSum>
        where TValue : unmanaged
        where TWeight : unmanaged
        where TSum : unmanaged, INumber<TSum>
    {
        var stage = (OutputStage*)step->Prepared;
        var hasBias = step->HasInput(2);
        var (units, depth) = (step->Inputs[1].Shape[0], step->Inputs[1].Shape[1]);
        var batches = step->Inputs[0].ElementCount / depth;
        var (valueZero, weightZero) = (stage->InputZeroPoint, stage->WeightZeroPoint);
        for (var unit = begin; unit < end; unit++)
        {
            var weights = step->Inputs[1].As<TWeight>() + ((nint)unit * depth);
            for (var batch = 0; batch < batches; batch++)
            {
                var values = step->Inputs[0].As<TValue>() + ((nint)batch * depth);
                var sum = TSum.Zero;
                for (var d = 0; d < depth; d++)
                {
                    sum = TArithmetic.Add(sum, values[d], weights[d], valueZero, weightZero);
                }

                sum += hasBias ? TArithmetic.Bias(step->Inputs[2], unit) : TSum.Zero;
                step->Outputs[0].As<TValue>()[((nint)batch * units) + unit] = TArithmetic.Finish(sum, stage, unit);
            }
        }
    }
}
