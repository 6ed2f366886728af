using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Datasets;

/// <summary>Opens data that a person already has, told apart by what is there.</summary>
public static class DatasetReader
{
    private const string Formats =
        ".npy or .npz pairs, IDX, CIFAR-10 binary, CSV, a folder of .bin tensors, or a folder per class of .wav, .png, .jpg, .bmp or .csv";

    /// <param name="path">Folder or file.</param>
    /// <param name="inputShape">
    /// What the model takes before preprocessing, <see cref="InputEncoder.RawShape"/>: images are resized to it, recordings cut into such
    /// windows, and raw files' element type told by their length.
    /// </param>
    /// <param name="description">Instead of the <c>dataset.json</c> beside the data.</param>
    /// <param name="sampleRateHz">Rate of the sound that the model takes, <see cref="InputEncoder.SampleRateOf"/>; 0 leaves sounds as they are.</param>
    /// <exception cref="DatasetException">Nothing readable is there, or it is damaged.</exception>
    /// <exception cref="FileNotFoundException">There is no such file or folder.</exception>
    public static Dataset Open(string path, Shape inputShape, DatasetDescription? description = null, double sampleRateHz = 0)
    {
        if (!File.Exists(path) && !Directory.Exists(path))
        {
            throw new FileNotFoundException($"There is no data at '{path}'.", path);
        }

        description ??= DatasetDescription.Beside(path);
        var dataset = Directory.Exists(path) ? OpenFolder(path, inputShape, description) : OpenFile(path, inputShape, description);
        return dataset.Count > 0 ? RecordingWindows.Of(ResampledSounds.Of(dataset, sampleRateHz), inputShape.ElementCount) : throw new DatasetException($"{path} holds no examples.");
    }

    private static Dataset OpenFolder(string path, Shape inputShape, DatasetDescription description)
    {
        var files = Directory.GetFiles(path).Where(f => Path.GetFileName(f) != DatasetDescription.FileName).Order(StringComparer.Ordinal).ToList();
        if (File.Exists(Path.Combine(path, RawFolder.IndexName)))
        {
            return new RawFolder(path, inputShape.ElementCount, description) { Path = path, Description = description };
        }

        var known = files.Where(IsWholeDataset).ToList();
        if (known.Count == 1)
        {
            return OpenFile(known[0], inputShape, description);
        }

        // Training data lie beside test data as a rule; what is evaluated is the test data.
        if (known.Where(f => Path.GetFileName(f) is { } n && (n.StartsWith("test", StringComparison.Ordinal) || n.StartsWith("t10k", StringComparison.Ordinal)
            || n.Contains("_test", StringComparison.Ordinal))).ToList() is [var test])
        {
            return OpenFile(test, inputShape, description);
        }

        return MediaFolder.Holds(path) ? new MediaFolder(path, inputShape, description) { Path = path, Description = description }
            : known.Count > 1 ? throw new DatasetException($"{path} holds several data files ({string.Join(", ", known.Select(Path.GetFileName))}); name one of them.")
            : files.Any(f => f.EndsWith(".bin", StringComparison.OrdinalIgnoreCase))
                ? new RawFolder(path, inputShape.ElementCount, description) { Path = path, Description = description }
            : throw new DatasetException($"{path} holds no data in a known form: {Formats}.");
    }

    /// <summary>Files that hold many examples by themselves, told by their names.</summary>
    private static bool IsWholeDataset(string path)
    {
        var name = Path.GetFileName(path);
        return DataFile.Extension(path) is ".npz"
            || (DataFile.Extension(path) is ".npy" && Path.GetFileNameWithoutExtension(path).EndsWith("x", StringComparison.OrdinalIgnoreCase))
            || name.Contains("images-idx", StringComparison.Ordinal)
            || (name.EndsWith("_batch.bin", StringComparison.Ordinal) || name.EndsWith(".bin.gz", StringComparison.Ordinal));
    }

    private static Dataset OpenFile(string path, Shape inputShape, DatasetDescription description)
    {
        switch (DataFile.Extension(path))
        {
            case ".npz":
                return NpyDataset.OpenNpz(path, description);
            case ".npy":
                return NpyDataset.OpenPair(path, description);
            case ".csv" or ".txt" or ".tsv":
                return new CsvDataset(CsvTable.Read(path), inputShape.ElementCount, description) { Path = path, Description = description };
        }

        var bytes = DataFile.ReadAll(path);
        return Path.GetFileName(path).Contains("idx", StringComparison.Ordinal) && IdxReader.LooksLikeIdx(bytes) ? IdxReader.Open(path, description)
            : Cifar10Dataset.FitsLength(bytes.Length) ? new Cifar10Dataset(bytes, path) { Path = path, Description = description }
            : throw new DatasetException($"{path} is no data in a known form: {Formats}.");
    }
}
