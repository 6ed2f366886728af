using System.Runtime.CompilerServices;
using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>int8 with known, symmetric weights: input rows of 16 or more are used where they lie, shorter ones filled up in scratch.</summary>
public static unsafe partial class FullyConnectedKernel
{
    private static bool BindTiled(StepView step, out BoundKernel kernel)
    {
        var (units, depth) = (step.Inputs[1].Shape[0], step.Inputs[1].Shape[1]);
        kernel = new BoundKernel { Units = units, Prepare = &PrepareDotWeights, PreparedBytes = DotWeights.SizeBytes(units, depth) };
        return DotWeights.Covers(step, depth);
    }

    private static void PrepareDotWeights(StepContext* step) => DotWeights.Write(
        step, step->Inputs[1].Shape[0], step->Inputs[1].Shape[1], step->RecordAs<FullyConnected>().Activation, HasOneScale(step));

    private static void RunTiled<TStep, TOperand, TSum, TRescale>(StepContext* step, int begin, int end, int worker)
        where TStep : IDotStep<TOperand, TSum>
        where TOperand : unmanaged
        where TSum : unmanaged
        where TRescale : IRescaleStep
    {
        var weights = (DotWeights*)step->Prepared;
        var (units, depth) = (step->Inputs[1].Shape[0], step->Inputs[1].Shape[1]);
        var batches = step->Inputs[0].ElementCount / depth;
        var input = step->Inputs[0].As<sbyte>();
        var output = step->Outputs[0].As<sbyte>();
        var scratch = (sbyte*)step->ScratchOf(worker);
        for (var batch = 0; batch < batches; batch += 2, input += 2 * (nint)depth, output += 2 * (nint)units)
        {
            var x = WholeStep(input, depth, scratch);
            if (batch + 1 == batches)
            {
                DotRows<TStep, TOperand, TSum, TRescale>.One(weights, x, output, begin, end);
                break;
            }

            var x2 = WholeStep(input + depth, depth, scratch + DotWeights.Step);
            DotRows<TStep, TOperand, TSum, TRescale>.Two(weights, x, x2, output, output + units, begin, end);
        }
    }

    private static sbyte* WholeStep(sbyte* x, int depth, sbyte* scratch)
    {
        if (depth >= DotWeights.Step)
        {
            return x;
        }

        Unsafe.InitBlockUnaligned(scratch, 0, DotWeights.Step);
        Unsafe.CopyBlockUnaligned(scratch, x, (uint)depth);
        return scratch;
    }
}
