using System.Numerics;
using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

public static unsafe partial class ScatterNdKernel
{
    private static bool BindReference(StepView step, out BoundKernel kernel) => ScatterLoop.Bind<Updates>(step, out kernel);

    private readonly struct Updates : IScatter
    {
        public static void Update<T>(StepContext* step) where T : unmanaged, INumber<T>
        {
            var reduction = step->RecordAs<ScatterNd>().Reduction;
            var (output, indicesShape) = (step->Outputs[0].Shape, step->Inputs[1].Shape);
            var indices = new IndexOperand(step->Inputs[1]);
            var count = indicesShape[-1];
            var blocks = indicesShape.Product(0, indicesShape.Rank - 1);
            var blockLength = output.Product(count, output.Rank);
            var sizes = stackalloc int[Shape.MaxRank];
            output.Span[..count].CopyTo(new Span<int>(sizes, count));
            var update = step->Inputs[2].As<T>();
            for (var block = 0; block < blocks; block++)
            {
                var target = step->Outputs[0].As<T>() + (indices.Block((long)block * count, sizes, count) * blockLength);
                for (var i = 0; i < blockLength; i++)
                {
                    target[i] = Combination.Of(reduction, target[i], *update++);
                }
            }
        }
    }
}
