using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Datasets;

/// <summary>Opens data in the form that a model's inputs ask for.</summary>
public static class ModelData
{
    /// <param name="path">Folder or file.</param>
    /// <param name="names">Of the model's inputs.</param>
    /// <param name="inputs">What they take.</param>
    /// <param name="contract">Preprocessing before them.</param>
    /// <param name="description">Instead of the <c>dataset.json</c> beside the data.</param>
    /// <exception cref="DatasetException">Nothing readable is there, or it does not fit.</exception>
    /// <exception cref="FileNotFoundException">There is no such file or folder.</exception>
    public static Dataset Open(
        string path, IReadOnlyList<string> names, IReadOnlyList<OperandInfo> inputs, ModelContract contract, DatasetDescription? description = null)
    {
        if (inputs.Count == 1)
        {
            return DatasetReader.Open(path, InputEncoder.RawShape(contract, inputs[0]), description, InputEncoder.SampleRateOf(contract));
        }

        return File.Exists(path) || Directory.Exists(path)
            ? TensorSet.Open(path, names, [.. inputs.Select(i => i.Shape)], description ?? DatasetDescription.Beside(path))
            : throw new FileNotFoundException($"There is no data at '{path}'.", path);
    }
}
