namespace EdgeTool.Compiler.Onnx;

/// <summary>Reads GraphProto, NodeProto and AttributeProto.</summary>
internal static class OnnxGraphReader
{
    /// <summary>Bodies within bodies; models have one or two.</summary>
    private const int MaxDepth = 16;

    public static OnnxGraph Read(WireReader reader, OnnxBudget budget, int depth)
    {
        if (depth > MaxDepth)
        {
            throw new ImportException($"Graphs lie within graphs more than {MaxDepth} deep. Export the model again.");
        }

        var operators = new List<OnnxOperator>();
        var initializers = new List<OnnxTensor>();
        var (inputs, outputs) = (new List<OnnxValueInfo>(), new List<OnnxValueInfo>());
        var sparse = false;
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1:
                    operators.Add(Operator(reader.Message, operators.Count, budget, depth));
                    break;
                case 5:
                    initializers.Add(OnnxTensorReader.Read(reader.Content, budget));
                    break;
                case 11:
                    inputs.Add(OnnxValueInfoReader.Read(reader.Message, budget));
                    break;
                case 12:
                    outputs.Add(OnnxValueInfoReader.Read(reader.Message, budget));
                    break;
                case 15:
                    sparse = true;
                    break;
            }
        }

        return new OnnxGraph { Operators = operators, Initializers = initializers, Inputs = inputs, Outputs = outputs, HasSparseInitializers = sparse };
    }

    private static OnnxOperator Operator(WireReader reader, int index, OnnxBudget budget, int depth)
    {
        budget.Charge();
        var (name, domain, type) = ("", "", "");
        var (inputs, outputs) = (new List<string>(), new List<string>());
        var attributes = new Dictionary<string, OnnxAttribute>();
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1:
                    budget.Charge();
                    inputs.Add(reader.Text);
                    break;
                case 2:
                    budget.Charge();
                    outputs.Add(reader.Text);
                    break;
                case 3:
                    name = reader.Text;
                    break;
                case 4:
                    type = reader.Text;
                    break;
                case 5:
                    var attribute = Attribute(reader.Message, budget, depth);
                    attributes[attribute.Name] = attribute;
                    break;
                case 7:
                    domain = OnnxReader.DomainOf(reader.Text);
                    break;
            }
        }

        return new OnnxOperator(index, name, domain, type, inputs, outputs, attributes);
    }

    private static OnnxAttribute Attribute(WireReader reader, OnnxBudget budget, int depth)
    {
        budget.Charge();
        var (floats, ints, texts) = (new List<float>(), new List<long>(), new List<string>());
        var attribute = new OnnxAttribute();
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1:
                    attribute.Name = reader.Text;
                    break;
                case 2:
                    attribute.Float = reader.Float;
                    break;
                case 3:
                    attribute.Int = reader.Int64;
                    break;
                case 4:
                    attribute.Text = reader.Text;
                    break;
                case 5:
                    attribute.Tensor = OnnxTensorReader.Read(reader.Content, budget);
                    break;
                case 6:
                    attribute.Graph = Read(reader.Message, budget, depth + 1);
                    break;
                case 7:
                    floats.AddRange(Array.ConvertAll(Scalars(reader, 4, budget), bits => BitConverter.UInt32BitsToSingle((uint)bits)));
                    break;
                case 8:
                    ints.AddRange(Array.ConvertAll(Scalars(reader, 0, budget), bits => (long)bits));
                    break;
                case 9:
                    budget.Charge();
                    texts.Add(reader.Text);
                    break;
                case 20:
                    attribute.Type = reader.Int32;
                    break;
            }
        }

        (attribute.Floats, attribute.Ints, attribute.Texts) = ([.. floats], [.. ints], [.. texts]);
        return attribute;
    }

    private static ulong[] Scalars(WireReader reader, int sizeBytes, OnnxBudget budget) =>
        reader.Scalars(sizeBytes, budget.Numbers(reader.Count(sizeBytes)));
}
