namespace EdgeTool.Compiler.Onnx;

/// <summary>How many objects reading one file may make, so that memory stays in proportion to it whatever the file says.</summary>
internal sealed class OnnxBudget
{
    /// <summary>Nodes, names, attributes, tensors; models for edge devices have some thousand.</summary>
    private const int MaxObjects = 200_000;

    /// <summary>Numbers in attributes, which are shapes and axes.</summary>
    private const int MaxNumbers = 1 << 20;

    private int _objects;
    private int _numbers;

    public void Charge()
    {
        if (++_objects > MaxObjects)
        {
            throw new ImportException($"The file holds more than {MaxObjects} nodes, names and attributes. Use a smaller model.");
        }
    }

    public int Numbers(int count)
    {
        _numbers += Math.Min(count, MaxNumbers + 1);
        return _numbers <= MaxNumbers
            ? count
            : throw new ImportException($"The attributes of the file's nodes hold more than {MaxNumbers} numbers. Store weights as initializers.");
    }
}
