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

    /// <summary>Linker and runtime wrote pages that are protected now; were they taken from the file again, the process would not live on.</summary>
    [Fact]
    public void PagesThatWereWrittenStay()
    {
        var before = WrittenBytes();
        ProgramPages.GiveBack();
        Assert.True(before > 0);
        Assert.True(WrittenBytes() >= before, $"{before} bytes before, {WrittenBytes()} after");
    }

    /// <summary>Of files, where the process may not write any more.</summary>
    private static long WrittenBytes()
    {
        var (sum, isOfFile) = (0L, false);
        foreach (var line in File.ReadLines("/proc/self/smaps"))
        {
            var fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (!fields[0].EndsWith(':'))
            {
                isOfFile = fields[1] is "r--p" or "r-xp" && fields[^1].Contains(".so", StringComparison.Ordinal);
            }
            else if (isOfFile && line.StartsWith("Anonymous:", StringComparison.Ordinal))
            {
                sum += long.Parse(fields[1], System.Globalization.CultureInfo.InvariantCulture) * 1024;
            }
        }

        return sum;
    }
}
