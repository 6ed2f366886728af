using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels.Tests;

public class ExpandTests
{
    [Fact]
    public void OnesAndMissingDimensionsRepeat() =>
        MovedElements.Check(default(Expand), new Shape(3, 1, 2), new Shape(2, 3, 4, 2), at => [at[1], 0, at[3]]);

    [Fact]
    public void ABlockRepeats() => MovedElements.Check(default(Expand), new Shape(1, 2, 3), new Shape(4, 2, 3), at => [0, at[1], at[2]]);

    [Fact]
    public void AScalarFills() => MovedElements.Check(default(Expand), new Shape(), new Shape(2, 3), _ => []);

    [Fact]
    public void OtherSizesAreRefused() =>
        Assert.Throws<LawException>(() => MovedElements.Check(default(Expand), new Shape(2), new Shape(3), _ => [0]));
}
