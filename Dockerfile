# The service with the driver for Neo4j. Build: docker build --tag linkage .
FROM python:3.11-slim AS build
WORKDIR /build
COPY requirements-neo4j.txt ./
RUN python -m venv /opt/linkage \
    && /opt/linkage/bin/pip install --no-cache-dir --require-hashes -r requirements-neo4j.txt
COPY pyproject.toml README.md LICENSE ./
COPY linkage linkage
COPY api api
COPY schemas schemas
RUN /opt/linkage/bin/pip install --no-cache-dir --no-deps --no-build-isolation .

FROM python:3.11-slim
RUN useradd --create-home --uid 10001 linkage
COPY --from=build /opt/linkage /opt/linkage
ENV PATH=/opt/linkage/bin:$PATH PYTHONUNBUFFERED=1
USER linkage
WORKDIR /home/linkage
EXPOSE 8000
ENTRYPOINT ["linkage"]
CMD ["serve", "--host", "0.0.0.0", "--allow-remote", "--no-key"]
