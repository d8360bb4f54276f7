/// What libFuzzer calls back into: it hands its function no context.
nonisolated(unsafe) var chosen: FuzzTarget?

/// libFuzzer as a library: it calls `run` for each input until what its arguments ask for is done.
@_silgen_name("LLVMFuzzerRunDriver")
func LLVMFuzzerRunDriver(
  _ count: UnsafeMutablePointer<CInt>,
  _ values: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
  _ run: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt
