import Foundation
import Hummingbird

/// The page's files, its events and what it asks for.
struct PanelRouter: Sendable {
  let panel: Panel
  let page: URL

  /// The display's typeface, GNU Unifont, where Debian's package puts it. The page does without where it is not there.
  private static let typeface = URL(fileURLWithPath: "/usr/share/fonts/opentype/unifont/unifont.otf")
  private static let types = [
    "html": "text/html; charset=utf-8", "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8",
    "otf": "font/otf",
  ]
  private static let files = ["index.html", "panel.css", "panel.js", "glass.js", "words.js"]
  /// The longest text that can be pasted for the scanner, in bytes: more than any scanner reads.
  private static let longestText = 8_192

  func router() -> Router<BasicRequestContext> {
    let router = Router()
    router.add(middleware: OwnPageOnly())
    router.get("/") { _, _ in try file("index.html") }
    for name in Self.files {
      router.get("/\(name)") { _, _ in try file(name) }
    }
    router.get("/unifont.otf") { _, _ in try file(at: Self.typeface) }
    router.get("/events") { _, _ in events() }
    router.post("/codes/:id") { _, context in
      try await answering { try json(try await panel.code(of: try context.parameters.require("id"))) }
    }
    for (path, act) in [("/scan", panel.scan), ("/keys", panel.press)] {
      router.post("\(path)") { request, _ in
        let text = String(buffer: try await request.body.collect(upTo: Self.longestText))
        return try await answering {
          try await act(text)
          return Response(status: .noContent)
        }
      }
    }
    router.post("/act/:thing/:word") { _, context in
      let (thing, word) = (try context.parameters.require("thing"), try context.parameters.require("word"))
      return try await answering {
        try await panel.act(thing, word)
        return Response(status: .noContent)
      }
    }
    return router
  }

  private func file(_ name: String) throws -> Response {
    try file(at: page.appendingPathComponent(name))
  }

  private func file(at place: URL) throws -> Response {
    guard let data = try? Data(contentsOf: place) else { throw HTTPError(.notFound) }
    return Response(
      status: .ok,
      headers: [
        .contentType: Self.types[place.pathExtension] ?? "application/octet-stream", .cacheControl: "no-cache",
      ],
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: data)))
  }

  private func json(_ value: some Encodable) throws -> Response {
    Response(
      status: .ok, headers: [.contentType: "application/json"],
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: try JSONEncoder().encode(value))))
  }

  private func events() -> Response {
    Response(
      status: .ok, headers: [.contentType: "text/event-stream", .cacheControl: "no-store"],
      body: ResponseBody { writer in
        try await EventStream(panel: panel).run { try await writer.write($0) }
        try await writer.finish(nil)
      })
  }

  /// What the bench cannot do is said to whoever asked, in its own words.
  private func answering(_ body: () async throws -> Response) async throws -> Response {
    do {
      return try await body()
    } catch Panel.Refusal.unknown {
      throw HTTPError(.notFound)
    } catch let error as HTTPError {
      throw error
    } catch {
      return Response(
        status: .serviceUnavailable, headers: [.contentType: "text/plain; charset=utf-8"],
        body: ResponseBody(byteBuffer: ByteBuffer(string: "\(error)")))
    }
  }
}

/// Lets only the panel's own page in: another site that the same browser has open could otherwise reach a port of this
/// machine by a name of its own.
struct OwnPageOnly: RouterMiddleware {
  typealias Context = BasicRequestContext

  func handle(
    _ request: Request, context: BasicRequestContext,
    next: (Request, BasicRequestContext) async throws -> Response
  ) async throws -> Response {
    let host = request.head.authority ?? ""
    let name = host.prefix { $0 != ":" }
    guard name == "127.0.0.1" || name == "localhost" else { throw HTTPError(.forbidden) }
    if let origin = request.headers[.origin], origin != "http://\(host)" { throw HTTPError(.forbidden) }
    return try await next(request, context)
  }
}
