using EdgeRuntime.Model;
using TestKit;

namespace EdgeRuntime.Kernels.Tests;

public class GatherNdTests
{
    [Fact]
    public void PairsOfIndicesNameElements() => MovedElements.Check(
        default(GatherNd),
        new Shape(2, 3),
        new Shape(3),
        at => at[0] == 0 ? [0, 0] : at[0] == 1 ? [1, 2] : [1, 0],
        more: TestTensor.Of<long>(new Shape(3, 2), [0, 0, -1, -1, 1, 0]));

    [Fact]
    public void FewerIndicesNameBlocks() => MovedElements.Check(
        default(GatherNd),
        new Shape(3, 2, 2),
        new Shape(2, 2, 2),
        at => [at[0] == 0 ? 2 : 0, at[1], at[2]],
        more: TestTensor.Of<int>(new Shape(2, 1), [100, -100]));

    [Fact]
    public void BatchesKeepTheirOwnIndices() => MovedElements.Check(
        new GatherNd { BatchDims = 1 },
        new Shape(2, 2, 3),
        new Shape(2, 1, 3),
        at => [at[0], 1 - at[0], at[2]],
        more: TestTensor.Of<long>(new Shape(2, 1, 1), [1, 0]));
}
