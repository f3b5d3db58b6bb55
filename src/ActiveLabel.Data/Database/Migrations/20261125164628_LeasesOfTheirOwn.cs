using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ActiveLabel.Data.Database.Migrations
{
    /// <inheritdoc />
    public partial class LeasesOfTheirOwn : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "Leases",
                columns: table => new
                {
                    ImageId = table.Column<long>(type: "INTEGER", nullable: false),
                    PersonId = table.Column<long>(type: "INTEGER", nullable: false),
                    ProjectId = table.Column<long>(type: "INTEGER", nullable: false),
                    Session = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Until = table.Column<long>(type: "INTEGER", nullable: false),
                    Live = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Leases", x => new { x.ImageId, x.PersonId });
                    table.ForeignKey(
                        name: "FK_Leases_Images_ImageId",
                        column: x => x.ImageId,
                        principalTable: "Images",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_Leases_People_PersonId",
                        column: x => x.PersonId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Tallies",
                columns: table => new
                {
                    ProjectId = table.Column<long>(type: "INTEGER", nullable: false),
                    Overlap = table.Column<int>(type: "INTEGER", nullable: false),
                    Labelled = table.Column<int>(type: "INTEGER", nullable: false),
                    Undone = table.Column<int>(type: "INTEGER", nullable: false),
                    SinceRound = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Tallies", x => x.ProjectId);
                    table.ForeignKey(
                        name: "FK_Tallies_Projects_ProjectId",
                        column: x => x.ProjectId,
                        principalTable: "Projects",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.AddColumn<int>(
                name: "Answers",
                table: "Queue",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<bool>(
                name: "Poor",
                table: "Queue",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "Open",
                table: "Queue",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            // Whoever has an image before them keeps it.
            migrationBuilder.Sql(
                """
                INSERT INTO "Leases" ("ImageId", "PersonId", "ProjectId", "Session", "Until", "Live")
                SELECT "ImageId", "LeasePersonId", "ProjectId", "LeaseSession", "LeasedUntil", NOT "Done" FROM "Queue"
                WHERE "LeaseSession" IS NOT NULL AND "LeasedUntil" IS NOT NULL AND "LeasePersonId" IN (SELECT "Id" FROM "People");
                """);

            // One answer was enough until now, so what is done stays done.
            migrationBuilder.Sql(
                """
                UPDATE "Queue" SET
                    "Answers" = (
                        SELECT COUNT(DISTINCT l."PersonId") FROM "Labels" AS l WHERE l."ImageId" = "Queue"."ImageId" AND l."Kind" IN ('Class', 'PoorExample')
                        AND NOT EXISTS (SELECT 1 FROM "Labels" AS w WHERE w."Withdraws" = l."Id")),
                    "Poor" = EXISTS (
                        SELECT 1 FROM "Labels" AS l WHERE l."ImageId" = "Queue"."ImageId" AND l."Kind" = 'PoorExample'
                        AND NOT EXISTS (SELECT 1 FROM "Labels" AS w WHERE w."Withdraws" = l."Id")
                        AND NOT EXISTS (
                            SELECT 1 FROM "Labels" AS n WHERE n."ImageId" = l."ImageId" AND n."PersonId" = l."PersonId" AND n."Sequence" > l."Sequence"
                            AND n."Kind" = 'Class' AND NOT EXISTS (SELECT 1 FROM "Labels" AS w WHERE w."Withdraws" = n."Id"))),
                    "Open" = NOT "Done" AND NOT EXISTS (SELECT 1 FROM "Leases" AS s WHERE s."ImageId" = "Queue"."ImageId" AND s."Live");
                """);

            migrationBuilder.Sql(
                """
                INSERT INTO "Tallies" ("ProjectId", "Overlap", "Labelled", "Undone", "SinceRound")
                SELECT p."Id", 1,
                    (SELECT COUNT(*) FROM "Images" AS i WHERE i."ProjectId" = p."Id" AND i."Split" = 'Pool' AND i."AnswerClassId" IS NOT NULL),
                    (SELECT COUNT(*) FROM "Queue" AS q WHERE q."ProjectId" = p."Id" AND NOT q."Done"),
                    (SELECT COUNT(*) FROM "Labels" AS l JOIN "Queue" AS q ON q."ImageId" = l."ImageId"
                        CROSS JOIN (SELECT COALESCE((SELECT r."LabelMark" FROM "Rounds" AS r WHERE r."ProjectId" = p."Id" ORDER BY r."Number" DESC LIMIT 1), 0) AS "At") AS m
                        WHERE l."ProjectId" = p."Id" AND l."Sequence" > m."At"
                        AND ((l."Kind" = 'Class' AND NOT EXISTS (SELECT 1 FROM "Labels" AS w WHERE w."Withdraws" = l."Id"))
                            OR (l."Kind" = 'PoorExample' AND NOT EXISTS (SELECT 1 FROM "Labels" AS w WHERE w."Withdraws" = l."Id")
                                AND EXISTS (SELECT 1 FROM "Labels" AS c WHERE c."ImageId" = l."ImageId" AND c."Kind" = 'Class' AND c."Sequence" <= m."At"))
                            OR (l."Kind" = 'Withdrawal'
                                AND EXISTS (SELECT 1 FROM "Labels" AS c WHERE c."Id" = l."Withdraws" AND c."Kind" = 'Class' AND c."Sequence" <= m."At"))))
                FROM "Projects" AS p;
                """);

            migrationBuilder.DropIndex(
                name: "IX_Queue_ProjectId_Done_Skips_Round_Rank",
                table: "Queue");

            migrationBuilder.DropIndex(
                name: "IX_Queue_ProjectId_LeaseSession",
                table: "Queue");

            // By hand: the framework would copy the whole table, and a kill in the middle of that would leave it half-way.
            migrationBuilder.Sql("""ALTER TABLE "Queue" DROP COLUMN "LeasePersonId";""");
            migrationBuilder.Sql("""ALTER TABLE "Queue" DROP COLUMN "LeaseSession";""");
            migrationBuilder.Sql("""ALTER TABLE "Queue" DROP COLUMN "LeasedUntil";""");
            migrationBuilder.Sql("""ALTER TABLE "Queue" DROP COLUMN "Skips";""");

            migrationBuilder.CreateIndex(
                name: "IX_Queue_ProjectId_Open_Round_Rank",
                table: "Queue",
                columns: new[] { "ProjectId", "Open", "Round", "Rank" },
                descending: new[] { false, false, true, false });

            migrationBuilder.CreateIndex(
                name: "IX_Leases_PersonId",
                table: "Leases",
                column: "PersonId");

            migrationBuilder.CreateIndex(
                name: "IX_Leases_ProjectId_Live_Until",
                table: "Leases",
                columns: new[] { "ProjectId", "Live", "Until" });

            migrationBuilder.CreateIndex(
                name: "IX_Leases_ProjectId_Session",
                table: "Leases",
                columns: new[] { "ProjectId", "Session" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Leases");

            migrationBuilder.DropTable(
                name: "Tallies");

            migrationBuilder.DropIndex(
                name: "IX_Queue_ProjectId_Open_Round_Rank",
                table: "Queue");

            migrationBuilder.DropColumn(
                name: "Answers",
                table: "Queue");

            migrationBuilder.DropColumn(
                name: "Open",
                table: "Queue");

            migrationBuilder.DropColumn(
                name: "Poor",
                table: "Queue");

            migrationBuilder.AddColumn<int>(
                name: "Skips",
                table: "Queue",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<long>(
                name: "LeasePersonId",
                table: "Queue",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "LeaseSession",
                table: "Queue",
                type: "TEXT",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "LeasedUntil",
                table: "Queue",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_Queue_ProjectId_Done_Skips_Round_Rank",
                table: "Queue",
                columns: new[] { "ProjectId", "Done", "Skips", "Round", "Rank" },
                descending: new[] { false, false, false, true, false });

            migrationBuilder.CreateIndex(
                name: "IX_Queue_ProjectId_LeaseSession",
                table: "Queue",
                columns: new[] { "ProjectId", "LeaseSession" },
                filter: "\"LeaseSession\" IS NOT NULL");
        }
    }
}
