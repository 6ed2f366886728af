using System.Numerics;
using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

public static unsafe partial class SvdfKernel
{
    private static bool BindReference(StepView step, out BoundKernel kernel) => Bind<ScalarDot>(step, out kernel);

    private static bool Bind<TDot>(StepView step, out BoundKernel kernel) where TDot : IIntegerDot
    {
        kernel = new BoundKernel { Units = step.Outputs[0].Shape.ElementCount };
        if (step.Inputs[0].Type == ElementType.Float32)
        {
            kernel.Run = &RunFloat;
            return true;
        }

        kernel.Prepare = &PrepareRescale;
        kernel.PreparedBytes = sizeof(Rescale);
        switch (step.Inputs[4].Type)
        {
            case ElementType.Int16:
                kernel.Run = &RunInteger<short, TDot>;
                return true;
            case ElementType.Int8:
                kernel.Run = &RunInteger<sbyte, TDot>;
                return true;
            default:
                return false;
        }
    }

    private static void PrepareRescale(StepContext* step)
    {
        var (state, output) = (step->Inputs[4], step->Outputs[0]);
        var (stateMin, stateMax) = state.Type.QuantizedRange();

        // In single precision, as the reference multiplies them.
        *(Rescale*)step->Prepared = new Rescale
        {
            ToState = QuantizedMultiplier.From(step->Inputs[0].Scale * step->Inputs[1].Scale / state.Scale),
            ToOutput = QuantizedMultiplier.From(state.Scale * step->Inputs[2].Scale / output.Scale),
            StateMin = stateMin,
            StateMax = stateMax,
        };
    }

    private static void RunFloat(StepContext* step, int begin, int end, int worker)
    {
        ref var record = ref step->RecordAs<Svdf>();
        var (features, filters, memory) = (step->Inputs[0].Shape[1], step->Inputs[2].Shape[0], step->Inputs[2].Shape[1]);
        var units = filters / record.Rank;
        var (min, max) = ActivationRange.Real(record.Activation);
        for (var at = begin; at < end; at++)
        {
            var (batch, unit) = (at / units, at % units);
            var input = step->Inputs[0].As<float>() + ((nint)batch * features);
            var sum = step->HasInput(3) ? step->Inputs[3].As<float>()[unit] : 0f;
            for (var filter = unit * record.Rank; filter < (unit + 1) * record.Rank; filter++)
            {
                var feature = step->Inputs[1].As<float>() + ((nint)filter * features);
                var state = step->Inputs[4].As<float>() + ((((nint)batch * filters) + filter) * memory);
                new Span<float>(state + 1, memory - 1).CopyTo(new Span<float>(state, memory - 1));
                state[memory - 1] = Dot(feature, input, features);
                sum += Dot(step->Inputs[2].As<float>() + ((nint)filter * memory), state, memory);
            }

            step->Outputs[0].As<float>()[at] = Math.Min(Math.Max(sum, min), max);
        }
    }

    private static float Dot(float* a, float* b, int length)
    {
        var sum = 0f;
        for (var i = 0; i < length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }

    private static void RunInteger<TState, TDot>(StepContext* step, int begin, int end, int worker)
        where TState : unmanaged, IBinaryInteger<TState>
        where TDot : IIntegerDot
    {
        var rank = step->RecordAs<Svdf>().Rank;
        var rescale = *(Rescale*)step->Prepared;
        var (features, filters, memory) = (step->Inputs[0].Shape[1], step->Inputs[2].Shape[0], step->Inputs[2].Shape[1]);
        var units = filters / rank;
        var (inputZeroPoint, stateZeroPoint, outputZeroPoint) = (step->Inputs[0].ZeroPoint, step->Inputs[4].ZeroPoint, step->Outputs[0].ZeroPoint);
        for (var at = begin; at < end; at++)
        {
            var (batch, unit) = (at / units, at % units);
            var input = step->Inputs[0].As<sbyte>() + ((nint)batch * features);
            var sum = step->HasInput(3) ? step->Inputs[3].As<int>()[unit] : 0;
            for (var filter = unit * rank; filter < (unit + 1) * rank; filter++)
            {
                var feature = step->Inputs[1].As<sbyte>() + ((nint)filter * features);
                var time = step->Inputs[2].As<TState>() + ((nint)filter * memory);
                var state = step->Inputs[4].As<TState>() + ((((nint)batch * filters) + filter) * memory);
                var dot = TDot.Of(feature, input, features, inputZeroPoint);
                var result = FixedPoint.MultiplyByQuantizedMultiplier(dot, rescale.ToState.Multiplier, rescale.ToState.Shift) + stateZeroPoint;
                new Span<TState>(state + 1, memory - 1).CopyTo(new Span<TState>(state, memory - 1));
                state[memory - 1] = TState.CreateTruncating(Math.Clamp(result, rescale.StateMin, rescale.StateMax));
                sum += TDot.Of(time, state, memory, stateZeroPoint);
            }

            var scaled = FixedPoint.MultiplyByQuantizedMultiplier(sum, rescale.ToOutput.Multiplier, rescale.ToOutput.Shift);
            step->Outputs[0].As<sbyte>()[at] = (sbyte)Math.Clamp(scaled + outputZeroPoint, sbyte.MinValue, sbyte.MaxValue);
        }
    }

    private struct Rescale
    {
        public QuantizedMultiplier ToState;
        public QuantizedMultiplier ToOutput;
        public int StateMin;
        public int StateMax;
    }
}
