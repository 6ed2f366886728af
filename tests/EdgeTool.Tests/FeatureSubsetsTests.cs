using EdgeRuntime.Kernels;

namespace EdgeTool.Tests;

public class FeatureSubsetsTests
{
    [Fact]
    public void SubsetsAreAllOfThemReferenceFirst()
    {
        var subsets = FeatureSubsets.SubsetsOf(CpuFeatures.AdvSimd | CpuFeatures.Dp | CpuFeatures.Avx2);
        Assert.Equal(CpuFeatures.None, subsets[0]);
        Assert.Equal(8, subsets.Distinct().Count());
        Assert.Contains(CpuFeatures.AdvSimd | CpuFeatures.Avx2, subsets);
    }
}
