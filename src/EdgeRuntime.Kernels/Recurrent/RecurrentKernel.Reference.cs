using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

public static unsafe partial class RecurrentKernel
{
    private static bool BindReference(StepView step, out BoundKernel kernel)
    {
        kernel = new BoundKernel { Run = &Run<OneRowAfterTheOther>, Units = step.Inputs[0].Shape[1] };
        return true;
    }

    private static void Run<TProduct>(StepContext* step, int begin, int end, int worker)
        where TProduct : IMatrixProduct
    {
        var (time, batch) = (step->Inputs[0].Shape[0], step->Inputs[0].Shape[1]);
        var units = step->Outputs[0].Shape[2];
        for (var sequence = begin; sequence < end; sequence++)
        {
            var at = new Sequence
            {
                Hidden = StateOf(step, 1, Recurrent.FirstHidden, sequence, units),
                Cell = step->OutputCount > 2 ? StateOf(step, 2, Recurrent.FirstCell, sequence, units) : null,
                Gates = (float*)step->ScratchOf(worker),
            };
            var length = step->HasInput(Recurrent.Lengths) ? Math.Clamp(step->Inputs[Recurrent.Lengths].As<int>()[sequence], 0, time) : time;
            for (var t = 0; t < length; t++)
            {
                var row = ((nint)(step->RecordAs<Recurrent>().Reverse == 1 ? length - 1 - t : t) * batch) + sequence;
                Advance<TProduct>(step, at, row, units);
                new ReadOnlySpan<float>(at.Hidden, units).CopyTo(HiddenOf(step, row, units));
            }

            for (var t = length; t < time; t++)
            {
                HiddenOf(step, ((nint)t * batch) + sequence, units).Clear();
            }
        }
    }

    private static void Advance<TProduct>(StepContext* step, in Sequence at, nint row, int units)
        where TProduct : IMatrixProduct
    {
        ref var record = ref step->RecordAs<Recurrent>();
        var (rows, features) = (record.Gates * units, step->Inputs[0].Shape[2]);
        var biases = step->HasInput(Recurrent.Biases) ? step->Inputs[Recurrent.Biases].As<float>() : null;
        var recurrentBiases = biases == null ? null : biases + rows;
        var recurrent = step->Inputs[2].As<float>();
        Multiply<TProduct>(
            step->Inputs[1].As<float>(), step->Inputs[0].As<float>() + (row * features), biases, at.Gates, rows, features, add: false);
        switch (record.Cell)
        {
            case RecurrentCell.Rnn:
                AdvanceRnn<TProduct>(record, at, recurrent, recurrentBiases, units);
                break;
            case RecurrentCell.Gru:
                AdvanceGru<TProduct>(record, at, recurrent, recurrentBiases, units);
                break;
            default:
                var peepholes = step->HasInput(Recurrent.Peepholes) ? step->Inputs[Recurrent.Peepholes].As<float>() : null;
                AdvanceLstm<TProduct>(record, at, recurrent, recurrentBiases, peepholes, units);
                break;
        }
    }

    /// <summary>The state of one sequence, which lives in the output for the last state, with its first value.</summary>
    private static float* StateOf(StepContext* step, int output, int first, int sequence, int units)
    {
        var offset = (nint)sequence * units;
        var state = step->Outputs[output].As<float>() + offset;
        if (step->HasInput(first))
        {
            new ReadOnlySpan<float>(step->Inputs[first].As<float>() + offset, units).CopyTo(new Span<float>(state, units));
        }
        else
        {
            new Span<float>(state, units).Clear();
        }

        return state;
    }

    private static Span<float> HiddenOf(StepContext* step, nint row, int units) => new(step->Outputs[0].As<float>() + (row * units), units);

    private readonly struct OneRowAfterTheOther : IMatrixProduct
    {
        public static void Multiply(float* matrix, int rows, int columns, float* vector, float* target)
        {
            for (var row = 0; row < rows; row++, matrix += columns)
            {
                target[row] = ScaledRow.Dot(matrix, vector, columns);
            }
        }
    }
}
