// Writes the board test's keyword model: KeywordModel OUT.edge
File.WriteAllBytes(args[0], KeywordModel.KeywordNet.Pack());
