namespace EdgeRuntime.Host.Tests;

public class ProgramPagesTests
{
    [Fact]
    public void TheProgramRunsOnWithFewerPagesOfItsFiles()
    {
        var before = ProcessMemory.Now();
        ProgramPages.GiveBack();
        var after = ProcessMemory.Now();
        Assert.True(after.ResidentBytes - after.AnonymousBytes < before.ResidentBytes - before.AnonymousBytes, $"{before}, {after}");
    }
}
