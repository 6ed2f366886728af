namespace EdgeRuntime.Devices.Tests;

public sealed class DurableFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("durable").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void WritesReplacesAndDeletesAndLeavesNothingBehind()
    {
        var path = Path.Combine(_folder, "a");
        DurableFile.Write(path, [1, 2, 3]);
        DurableFile.Write(path, [4]);
        Assert.Equal([4], File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFiles(_folder));
        DurableFile.Delete(path);
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public void AFailureLeavesTheOldContent()
    {
        var path = Path.Combine(_folder, "a");
        Directory.CreateDirectory(path);
        Assert.ThrowsAny<Exception>(() => DurableFile.Write(path, [1]));
        Assert.Equal([path], Directory.GetFileSystemEntries(_folder));
        Assert.Throws<DirectoryNotFoundException>(() => DurableFile.Write(Path.Combine(_folder, "no", "such"), [1]));
    }
}
