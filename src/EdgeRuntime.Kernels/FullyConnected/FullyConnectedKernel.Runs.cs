using System.Numerics;
using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// Integers that the tiles do not take: uint8, int16, weights that are computed or have a zero point. Every output is the sum of the
/// products of two runs, in place.
/// </summary>
public static unsafe partial class FullyConnectedKernel
{
    private static bool BindRuns<TProducts>(StepView step, out BoundKernel kernel)
        where TProducts : IInt16Products
    {
        var covers = BindReference(step, out kernel);
        switch (step.Inputs[0].Type)
        {
            case ElementType.Int8:
                kernel.Run = &RunRuns<TProducts, Int8Arithmetic, sbyte, sbyte, int>;
                break;
            case ElementType.UInt8:
                kernel.Run = &RunRuns<TProducts, UInt8Arithmetic, byte, byte, int>;
                break;
            case ElementType.Int16 when step.Operands.Input(2) is { IsAbsent: false, Type: ElementType.Int32 }:
                kernel.Run = &RunRuns<TProducts, NarrowInt16Arithmetic, short, sbyte, int>;
                break;
            case ElementType.Int16:
                kernel.Run = &RunRuns<TProducts, Int16Arithmetic, short, sbyte, long>;
                break;
            default:
                return false;
        }

        return covers && step.Inputs[1].Shape[1] >= RunSum<TProducts, sbyte, sbyte, int>.MinLength;
    }

    private static void RunRuns<TProducts, TArithmetic, TValue, TWeight, TSum>(StepContext* step, int begin, int end, int worker)
        where TProducts : IInt16Products
        where TArithmetic : IMultiplyAccumulate<TValue, TWeight, TSum>
        where TValue : unmanaged, IBinaryInteger<TValue>
        where TWeight : unmanaged, IBinaryInteger<TWeight>
        where TSum : unmanaged, INumber<TSum>
    {
        var stage = (OutputStage*)step->Prepared;
        var hasBias = step->HasInput(2);
        var (units, depth) = (step->Inputs[1].Shape[0], step->Inputs[1].Shape[1]);
        var batches = step->Inputs[0].ElementCount / depth;
        for (var unit = begin; unit < end; unit++)
        {
            var weights = step->Inputs[1].As<TWeight>() + ((nint)unit * depth);
            for (var batch = 0; batch < batches; batch++)
            {
                var values = step->Inputs[0].As<TValue>() + ((nint)batch * depth);
                var sum = RunSum<TProducts, TValue, TWeight, TSum>.Of(values, weights, depth, stage->InputZeroPoint, stage->WeightZeroPoint);
                sum += hasBias ? TArithmetic.Bias(step->Inputs[2], unit) : TSum.Zero;
                step->Outputs[0].As<TValue>()[((nint)batch * units) + unit] = TArithmetic.Finish(sum, stage, unit);
            }
        }
    }
}
