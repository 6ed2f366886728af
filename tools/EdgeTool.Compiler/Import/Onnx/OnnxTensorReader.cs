using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>Reads TensorProto and proves that it holds as many elements as its shape has.</summary>
internal static class OnnxTensorReader
{
    private const int ExternalLocation = 1;

    public static OnnxTensor Read(ReadOnlyMemory<byte> message, OnnxBudget budget)
    {
        budget.Charge();
        var (name, type, dimensions, location) = ("", OnnxType.Undefined, new List<long>(), 0);
        var external = new Dictionary<string, string>();
        var (stored, rawBytes) = (0L, -1L);
        var reader = new WireReader(message);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1:
                    dimensions.AddRange(Array.ConvertAll(reader.Scalars(0, budget.Numbers(reader.Count(0))), bits => (long)bits));
                    break;
                case 2:
                    type = (OnnxType)reader.Int32;
                    break;
                case 6:
                    stored++;
                    break;
                case 8:
                    name = reader.Text;
                    break;
                case 13:
                    budget.Charge();
                    var (key, value) = OnnxReader.Entry(reader.Message);
                    external[key] = value;
                    break;
                case 14:
                    location = reader.Int32;
                    break;
                default:
                    if (OnnxTensor.IsRaw(reader.Field))
                    {
                        rawBytes = rawBytes < 0 ? reader.Content.Length : throw new ImportException($"Tensor '{name}' has raw_data twice. Export the model again.");
                    }
                    else if (OnnxTensor.FieldBytes(reader.Field) is >= 0 and var size)
                    {
                        stored += reader.Count(size);
                    }

                    break;
            }
        }

        var tensor = new OnnxTensor(name, type, [.. dimensions], message)
        {
            External = location == ExternalLocation ? external : new Dictionary<string, string>(),
        };
        if (location == ExternalLocation && external.Count == 0)
        {
            throw new ImportException($"Tensor '{name}' lies outside the file, but does not say where. Export the model again.");
        }

        CheckSize(tensor, stored, rawBytes);
        return tensor;
    }

    private static void CheckSize(OnnxTensor tensor, long stored, long rawBytes)
    {
        var count = 1L;
        foreach (var dimension in tensor.Dimensions)
        {
            if (dimension is < 0 or > Shape.MaxDimension || (count *= dimension) > int.MaxValue)
            {
                throw new ImportException($"Tensor '{tensor.Name}' has the shape [{string.Join(", ", tensor.Dimensions)}], beyond any limit. Export the model again.");
            }
        }

        if (tensor.IsExternal || tensor.Type.ToElementType() is null)
        {
            return;
        }

        var (found, expected, unit) = rawBytes >= 0 ? (rawBytes, tensor.Type.StoredBytes(count), "bytes")
            : (stored, tensor.Type.IsHalfByte() ? tensor.Type.StoredBytes(count) : count, "elements");
        if (found != expected || (rawBytes >= 0 && stored > 0))
        {
            throw new ImportException(
                $"Tensor '{tensor.Name}' of shape [{string.Join(", ", tensor.Dimensions)}] needs {expected} {unit}, but has {found}. Download or export the model again.");
        }
    }
}
