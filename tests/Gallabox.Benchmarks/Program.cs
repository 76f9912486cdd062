Console.WriteLine("orchestration");
