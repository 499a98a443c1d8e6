Console.WriteLine("oms");
