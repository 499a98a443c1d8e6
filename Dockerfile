# One image for every role of the program, and one for the edge in front of it.
#   docker build .                    the program (target oms)
#   docker build --target edge .      nginx with the dashboard's files

FROM --platform=$BUILDPLATFORM node:22-bookworm-slim AS dashboard
WORKDIR /dashboard
COPY src/dashboard/package.json src/dashboard/package-lock.json ./
RUN --mount=type=cache,target=/cache/npm npm ci --cache /cache/npm --no-audit --no-fund --loglevel=error
COPY src/dashboard/ ./
# Packed once here, so that nginx need not pack on each request.
RUN npm run build --silent \
 && find dist -type f \( -name '*.js' -o -name '*.css' -o -name '*.html' -o -name '*.svg' \) -size +1k -exec gzip -9 -k {} +

FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
ENV DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 NUGET_PACKAGES=/cache/nuget
WORKDIR /build
COPY global.json Directory.Build.props Directory.Build.targets Directory.Packages.props BannedSymbols.txt .editorconfig ./
COPY src/Oms.Trading src/Oms.Trading
COPY src/Oms.Engine src/Oms.Engine
COPY src/Oms.Storage src/Oms.Storage
COPY src/Oms.Tws src/Oms.Tws
COPY src/Oms.InteractiveBrokers src/Oms.InteractiveBrokers
COPY src/Oms.PaperGateway src/Oms.PaperGateway
COPY src/Oms.Server src/Oms.Server
# Compiled ahead where the compiler for it is at hand: a start takes a third of the time.
RUN --mount=type=cache,target=/cache/nuget \
    if [ "$(uname -m)" = x86_64 ]; then ahead="-r linux-x64 --no-self-contained -p:PublishReadyToRun=true"; fi; \
    dotnet publish src/Oms.Server -c Release -o /app --nologo -v quiet -p:DebugType=none -p:GenerateDocumentationFile=false -p:RunAnalyzers=false $ahead

# What the program needs of the public image, and no more: the runtime, the libraries that it and PostgreSQL's client programs load,
# certificates, time zones. No shell and no package manager are left for an intruder, and the image is half the size.
FROM mcr.microsoft.com/dotnet/aspnet:10.0 AS root
RUN apt-get update -qq && apt-get install -y -qq --no-install-recommends postgresql-client tzdata >/dev/null
RUN set -eu; mkdir -p /root-fs/usr/bin /root-fs/usr/lib /root-fs/usr/lib64 /root-fs/etc /root-fs/data/media /root-fs/data/backups /root-fs/data/heads /root-fs/tmp; \
    cd /root-fs; ln -s usr/lib lib; ln -s usr/lib64 lib64; ln -s usr/bin bin; chmod 1777 tmp; chown -R "$APP_UID:$APP_UID" data; \
    cp /usr/lib/postgresql/*/bin/pg_dump /usr/lib/postgresql/*/bin/pg_restore /usr/lib/postgresql/*/bin/psql usr/bin/; \
    cp -a --parents /usr/share/dotnet /usr/share/zoneinfo /etc/ssl /usr/lib/ssl /etc/nsswitch.conf /etc/os-release /usr/lib/os-release .; \
    grep -E '^(root|nobody|app):' /etc/passwd >etc/passwd; grep -E '^(root|nogroup|app):' /etc/group >etc/group; \
    { ls /usr/lib/*-linux-gnu/libssl.so.3 /usr/lib/*-linux-gnu/libcrypto.so.3; \
      find /usr/lib/postgresql /usr/share/dotnet -type f \( -name '*.so' -o -perm -u+x \) -exec ldd {} + 2>/dev/null \
        | awk '$2 == "=>" && $3 ~ /^\// { print $3 } $1 ~ /^\/lib.*\/ld-/ { print $1 }' | sort -u; } \
      | while read -r library; do cp -L --parents "$library" .; done; \
    find . -type d ! -perm 1777 -exec chmod 755 {} +

FROM scratch AS oms
ARG VERSION=0.1.0
LABEL org.opencontainers.image.title="OMS Trading" \
      org.opencontainers.image.description="Self-hosted order management system for Interactive Brokers" \
      org.opencontainers.image.licenses="MIT" \
      org.opencontainers.image.version="$VERSION"
COPY --from=root /root-fs /
COPY --from=build /app /app
COPY --from=dashboard /dashboard/dist /app/wwwroot
ENV OMS_DATA_DIR=/data \
    OMS_WEB_ADDRESS=0.0.0.0 \
    OMS_ADDRESS=0.0.0.0 \
    DOTNET_RUNNING_IN_CONTAINER=true \
    PATH=/app:/usr/bin
WORKDIR /data
USER 1654
# Fails here, not at the first start, when something that a program loads is not there.
RUN ["/app/oms", "--version"]
RUN ["/usr/bin/pg_dump", "--version"]
RUN ["/usr/bin/pg_restore", "--version"]
ENTRYPOINT ["/app/oms"]
CMD ["run"]
HEALTHCHECK --interval=10s --timeout=6s --start-period=30s --retries=3 CMD ["/app/oms", "health"]

# For work on the code: the sources are mounted, a change is compiled and started (docker-compose.dev.yml).
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS dev
ENV DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_USE_POLLING_FILE_WATCHER=1 DOTNET_WATCH_RESTART_ON_RUDE_EDIT=1 \
    UseArtifactsOutput=true ArtifactsPath=/build RunAnalyzers=false \
    NUGET_PACKAGES=/cache/nuget \
    OMS_DATA_DIR=/data OMS_WEB_ADDRESS=0.0.0.0 OMS_ADDRESS=0.0.0.0
RUN mkdir -p /data/media
WORKDIR /source
ENTRYPOINT ["dotnet", "watch", "--project", "src/Oms.Server", "--no-launch-profile", "run", "--"]
CMD ["run"]

FROM nginx:1.27.5-alpine AS edge
COPY infra/nginx/nginx.conf /etc/nginx/nginx.conf
COPY infra/nginx/snippets/ /etc/nginx/snippets/
COPY --from=dashboard /dashboard/dist /usr/share/nginx/html
USER 101
EXPOSE 8080 8443

FROM oms
