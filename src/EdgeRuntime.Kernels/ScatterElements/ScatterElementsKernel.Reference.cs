using System.Numerics;
using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

public static unsafe partial class ScatterElementsKernel
{
    private static bool BindReference(StepView step, out BoundKernel kernel) => ScatterLoop.Bind<Updates>(step, out kernel);

    private readonly struct Updates : IScatter
    {
        public static void Update<T>(StepContext* step) where T : unmanaged, INumber<T>
        {
            ref var record = ref step->RecordAs<ScatterElements>();
            var output = step->Outputs[0].Shape;
            var indices = new IndexOperand(step->Inputs[1]);
            var rows = new AxisRows(step->Inputs[1].Shape, output, record.Axis);
            var update = step->Inputs[2].As<T>();
            for (var row = 0; row < rows.Count; row++)
            {
                var target = step->Outputs[0].As<T>() + rows.Offset(row);
                var first = (long)row * rows.Length;
                for (var i = 0; i < rows.Length; i++, target += rows.ElementStride, update++)
                {
                    ref var element = ref target[indices.Within(first + i, output[record.Axis]) * rows.AxisStride];
                    element = Combination.Of(record.Reduction, element, *update);
                }
            }
        }
    }
}
