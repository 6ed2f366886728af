using EdgeRuntime.Model;
using Record = EdgeRuntime.Model.UnidirectionalSequenceLstm;

namespace EdgeRuntime.Kernels;

public static unsafe partial class UnidirectionalSequenceLstmKernel
{
    /// <summary>Advances one sequence by one step.</summary>
    private interface ICell<T> where T : unmanaged
    {
        /// <param name="step">The step.</param>
        /// <param name="input">(inC)</param>
        /// <param name="hidden">(units), read and then written.</param>
        /// <param name="firstUnit">Index of the sequence's first element in the cell state.</param>
        /// <param name="gates">(4, units): scratch.</param>
        static abstract void Advance(StepContext* step, T* input, T* hidden, nint firstUnit, byte* gates);
    }

    private static bool BindReference(StepView step, out BoundKernel kernel)
    {
        kernel = new BoundKernel { Units = step.Inputs[Record.HiddenState].Shape[0] };
        switch (step.Inputs[0].Type)
        {
            case ElementType.Float32:
                kernel.Run = &Run<FloatCell, float>;
                return true;
            case ElementType.Int8:
                kernel.Run = &Run<IntegerCell<sbyte, NarrowSum>, sbyte>;
                break;
            case ElementType.Int16:
                kernel.Run = &Run<IntegerCell<short, WideSum>, short>;
                break;
            default:
                return false;
        }

        kernel.Prepare = &PrepareRescale;
        kernel.PreparedBytes = sizeof(Rescale);
        return true;
    }

    private static void Run<TCell, T>(StepContext* step, int begin, int end, int worker) where TCell : ICell<T> where T : unmanaged
    {
        var timeMajor = step->RecordAs<Record>().TimeMajor == 1;
        var shape = step->Inputs[0].Shape;
        var (batches, steps) = timeMajor ? (shape[1], shape[0]) : (shape[0], shape[1]);
        var (features, units) = (shape[2], step->Outputs[0].Shape[2]);
        for (var batch = begin; batch < end; batch++)
        {
            var hidden = step->Inputs[Record.HiddenState].As<T>() + ((nint)batch * units);
            for (var t = 0; t < steps; t++)
            {
                var at = timeMajor ? ((nint)t * batches) + batch : ((nint)batch * steps) + t;
                TCell.Advance(step, step->Inputs[0].As<T>() + (at * features), hidden, (nint)batch * units, step->ScratchOf(worker));
                new ReadOnlySpan<T>(hidden, units).CopyTo(new Span<T>(step->Outputs[0].As<T>() + (at * units), units));
            }
        }
    }
}
