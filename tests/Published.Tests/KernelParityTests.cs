namespace Published.Tests;

/// <summary>Every kernel variant equals its reference byte for byte, as compiled and on the processor that it is for.</summary>
public class KernelParityTests
{
    public static TheoryData<string> Boards => Board.Names;

    [PublishedTheory]
    [MemberData(nameof(Boards))]
    public void EveryVariantEqualsItsReference(string name)
    {
        var board = Board.Of(name);
        var result = board.RunParity("1", "100");
        Assert.True(result.ExitCode == 0, result.Output + result.Error);
        Assert.Contains($" {board.BestIsa} OK ", result.Output);
    }
}
