namespace EdgeTool.Compiler.Onnx;

/// <summary>Reads ValueInfoProto: name, element type and declared shape.</summary>
internal static class OnnxValueInfoReader
{
    public static OnnxValueInfo Read(WireReader reader, OnnxBudget budget)
    {
        budget.Charge();
        var info = new OnnxValueInfo("", OnnxType.Undefined, null);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1:
                    info = info with { Name = reader.Text };
                    break;
                case 2:
                    info = OfType(info, reader.Message, budget);
                    break;
            }
        }

        return info;
    }

    /// <summary>TypeProto: only tensor_type has a meaning for us.</summary>
    private static OnnxValueInfo OfType(OnnxValueInfo info, WireReader reader, OnnxBudget budget)
    {
        while (reader.Next())
        {
            if (reader.Field != 1)
            {
                continue;
            }

            var tensor = reader.Message;
            while (tensor.Next())
            {
                switch (tensor.Field)
                {
                    case 1:
                        info = info with { Type = (OnnxType)tensor.Int32 };
                        break;
                    case 2:
                        info = info with { Shape = Dimensions(tensor.Message, budget) };
                        break;
                }
            }
        }

        return info;
    }

    private static List<OnnxDimension> Dimensions(WireReader reader, OnnxBudget budget)
    {
        var dimensions = new List<OnnxDimension>();
        while (reader.Next())
        {
            if (reader.Field != 1)
            {
                continue;
            }

            budget.Charge();
            var dimension = new OnnxDimension(-1, "");
            var message = reader.Message;
            while (message.Next())
            {
                dimension = message.Field switch
                {
                    1 => dimension with { Size = message.Int64 },
                    2 => dimension with { Symbol = message.Text },
                    _ => dimension,
                };
            }

            dimensions.Add(dimension);
        }

        return dimensions;
    }
}
