// Writes what the board test listens with and to: KeywordModel OUT.edge OUT.wav
File.WriteAllBytes(args[0], KeywordModel.KeywordNet.Pack());
File.WriteAllBytes(args[1], KeywordModel.KeywordSound.Wav());
