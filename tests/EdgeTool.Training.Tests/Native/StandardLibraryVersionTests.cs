namespace EdgeTool.Training.Tests;

public class StandardLibraryVersionTests
{
    [Fact]
    public void WhatIsNoLibraryIsRefused()
    {
        Assert.Throws<BadImageFormatException>(() => StandardLibraryVersion.MarkWeak(new byte[100], StandardLibraryVersion.Newest));
        var header = new byte[64];
        ((byte[])[0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1]).CopyTo(header, 0);
        (header[40], header[60]) = (0xff, 1);
        Assert.Throws<BadImageFormatException>(() => StandardLibraryVersion.MarkWeak(header, StandardLibraryVersion.Newest));
    }

    [TorchFact]
    public void TheVersionIsTheOneThatTheTableOfPackagesNames()
    {
        var packages = File.ReadAllText(Path.Combine(RepositoryRoot(), "Directory.Packages.props"));
        Assert.Contains($"\"libtorch-cpu-linux-x64\" Version=\"{TorchLibrary.LibTorchVersion}\"", packages, StringComparison.Ordinal);
        Assert.Contains($"\"TorchSharp\" Version=\"{TorchLibrary.TorchSharpVersion}\"", packages, StringComparison.Ordinal);
        Assert.Equal(3f, TorchSharp.torch.ones(3).sum().item<float>());
    }

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Directory.Packages.props")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("No repository is above the tests.");
        }

        return folder.FullName;
    }
}
