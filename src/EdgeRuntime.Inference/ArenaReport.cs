using EdgeRuntime.Model;

namespace EdgeRuntime.Inference;

/// <summary>Figures of a file's memory plan. Sizes count whole 64-byte lines.</summary>
/// <param name="ArenaBytes">What the plan takes.</param>
/// <param name="MaxLiveBytes">Most bytes live at one step: no plan with the same in-place steps can take less.</param>
/// <param name="PeakStep">First step at which that many live; -1 while inputs are written, the number of steps while outputs are read.</param>
/// <param name="VariableBytes">State carried from one inference to the next.</param>
/// <param name="MaxScratchBytes">Scratch of the step that needs most; every further thread takes as much again, outside the arena.</param>
public sealed record ArenaReport(long ArenaBytes, long MaxLiveBytes, int PeakStep, long VariableBytes, long MaxScratchBytes)
{
    /// <summary>Arena over its lower bound; 1 is perfect.</summary>
    public double Ratio => MaxLiveBytes == 0 ? 1 : (double)ArenaBytes / MaxLiveBytes;

    public static ArenaReport Of(ModelFile model)
    {
        var live = LiveBytes(model);
        var peak = Array.IndexOf(live, live.Max());
        var (variables, scratch) = (0L, 0L);
        foreach (ref readonly var tensor in model.Tensors)
        {
            variables += tensor.Kind == TensorKind.Variable ? NativeLayout.AlignUp(tensor.ByteLength) : 0;
        }

        foreach (ref readonly var step in model.Steps)
        {
            scratch = Math.Max(scratch, NativeLayout.AlignUp(step.ScratchBytes));
        }

        return new ArenaReport(model.ArenaBytes, live[peak], peak - 1, variables, scratch);
    }

    /// <summary>Bytes live at each moment: index 0 while inputs are written, 1 + s at step s, the last while outputs are read.</summary>
    public static long[] LiveBytes(ModelFile model)
    {
        var tensors = model.Tensors;
        var steps = model.Steps;
        var change = new long[steps.Length + 3];
        foreach (ref readonly var tensor in tensors)
        {
            if (tensor.Kind is TensorKind.Arena or TensorKind.Variable)
            {
                var (first, last) = Moments(tensor, steps.Length);
                change[first] += NativeLayout.AlignUp(tensor.ByteLength);
                change[last + 1] -= NativeLayout.AlignUp(tensor.ByteLength);
            }
        }

        var live = new long[steps.Length + 2];
        var sum = 0L;
        for (var moment = 0; moment < live.Length; moment++)
        {
            sum += change[moment];
            live[moment] = sum;
        }

        for (var s = 0; s < steps.Length; s++)
        {
            live[s + 1] += NativeLayout.AlignUp(steps[s].ScratchBytes) - SharedInPlace(model, s);
        }

        return live;
    }

    /// <summary>A tensor's first and last moment, on the scale of <see cref="LiveBytes"/>.</summary>
    internal static (int First, int Last) Moments(in TensorRecord tensor, int stepCount) =>
        tensor.Kind == TensorKind.Variable ? (0, stepCount + 1) : (tensor.FirstStep + 1, tensor.LastStep + 1);

    /// <summary>Bytes that outputs of a step share with the inputs they replace.</summary>
    private static long SharedInPlace(ModelFile model, int step)
    {
        var shared = 0L;
        foreach (var output in model.OutputsOf(step))
        {
            foreach (var input in model.InputsOf(step))
            {
                if (input >= 0 && input != output
                    && model.Tensors[input].Kind == TensorKind.Arena && model.Tensors[output].Kind == TensorKind.Arena
                    && model.Tensors[input].DataOffset == model.Tensors[output].DataOffset)
                {
                    shared += NativeLayout.AlignUp(model.Tensors[output].ByteLength);
                    break;
                }
            }
        }

        return shared;
    }
}
